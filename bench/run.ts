/** Runs the sections of the bench, prints their tables and writes docs/benchmarks.md; `run.ts decision widget` only prints. */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, type as system, totalmem } from 'node:os';
import { join } from 'node:path';
import { decision } from './decision.ts';
import { growth } from './growth.ts';
import { findingsText, type Section } from './section.ts';
import { studio } from './studio.ts';
import { turns } from './turns.ts';
import { visits } from './visits.ts';
import { widget } from './widget.ts';

const SECTIONS: readonly Section[] = [decision, growth, turns, visits, widget, studio];
const FILE = join(import.meta.dirname, '../docs/benchmarks.md');

const load = (): string => loadavg()[0]?.toFixed(1) ?? '?';

const machine = (): string => {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores[0]?.model.trim() ?? 'unknown processor'}, ${cores.length} cores, ${memory} GB, ${system()} ${release()}, Node ${process.versions.node}`;
};

const wanted = process.argv.slice(2);
const chosen = SECTIONS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (chosen.length === 0)
  throw new Error(`no such section; there are ${SECTIONS.map(({ name }) => name).join(', ')}`);

// Children that nobody refers to are waited for, too: the run ends by its last line, not when nothing is left to do.
setInterval(() => undefined, 1_000);

const loadBefore = load();
const since = performance.now();
const parts: string[] = [];
for (const section of chosen) {
  console.log(`\n… ${section.name}`);
  const text = findingsText(await section.run());
  console.log(`\n${text}`);
  parts.push(text);
}
const minutes = ((performance.now() - since) / 60_000).toFixed(1);

const head = [
  '# Benchmarks',
  'Written by `npm run bench`, never by hand. Peers and their exact versions: `bench/package.json` and `bench/peers.ts`. Numbers of one machine compare with each other, not with those of another.',
  `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine()}. The run took ${minutes} minutes; load average when it began ${loadBefore}, when it ended ${load()} (a quiet machine begins near 0).`,
].join('\n\n');

if (wanted.length === 0) {
  writeFileSync(FILE, `${[head, ...parts].join('\n\n')}\n`);
  console.log('\nWritten to docs/benchmarks.md');
}
// Some peers keep timers running after they are closed.
process.exit(0);
