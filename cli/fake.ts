/** A fake of the world around a verb, for tests: what goes in is given, what comes out is kept. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock } from '@sluice/core/instant';
import type { Io, Terminal } from './io.ts';
import { runVerb } from './run-verb.ts';

export type Ran = { readonly code: number; readonly out: string; readonly err: string };

type Around = {
  /** Standard input; a list arrives chunk by chunk. */
  readonly input?: string | Iterable<string | Uint8Array>;
  /** What a person types at a terminal; when it is used up, they leave. */
  readonly typed?: readonly string[];
  /** How many writes the reader takes before it has enough, as `head` does. */
  readonly reads?: number;
};

/** Runs one verb in this process. */
export const ran = async (argv: readonly string[], around: Around = {}): Promise<Ran> => {
  const kept = { out: '', err: '' };
  let reads = around.reads ?? Number.POSITIVE_INFINITY;
  const io: Io = {
    input: chunks(around.input ?? ''),
    out: {
      write: async (text) => {
        reads -= 1;
        if (reads < 0) return false;
        kept.out += text;
        return true;
      },
    },
    err: {
      write: async (text) => {
        kept.err += text;
        return true;
      },
    },
    clock: fakeClock(),
    openTerminal: around.typed === undefined ? null : () => fakeTerminal(around.typed ?? [], kept),
  };
  const code = await runVerb(argv, io);
  return { code, ...kept };
};

async function* chunks(input: string | Iterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of typeof input === 'string' ? [input] : input) {
    yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }
}

const fakeTerminal = (typed: readonly string[], kept: { out: string }): Terminal => {
  const left = [...typed];
  return {
    columns: 60,
    ask: async (prompt) => {
      const line = left.shift() ?? null;
      kept.out += `${prompt}${line ?? ''}\n`;
      return line;
    },
    style: (_, text) => text,
    close: () => {},
  };
};

/** A folder of small files that goes away when the test file is done (call `remove` in `afterAll`). */
export const files = () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
  let count = 0;
  return {
    folder,
    /** Writes a value as JSON, a string as it stands; gives the path. */
    write: (content: unknown): string => {
      count += 1;
      const path = join(folder, `${count}.json`);
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
