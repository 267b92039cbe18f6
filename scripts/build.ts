/** Builds what browsers load: `node scripts/build.ts [widget] [studio]`, both without a word. */
import { rmSync } from 'node:fs';
import { buildStudio } from '../studio/build.ts';
import { buildWidget } from '../widget/build.ts';

const BUILDS = { widget: buildWidget, studio: buildStudio };

const asked = process.argv.slice(2);
for (const [name, build] of Object.entries(BUILDS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  // The stamp says which sources `dist` was made from; it must never outlive the files it speaks of.
  rmSync(new URL(`../${name}/dist/.sluice-stamp`, import.meta.url), { force: true });
  await build();
}
