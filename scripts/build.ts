/** Builds what browsers load: the widget. `scripts/ensure.mjs` calls it when its sources changed. */
import { existsSync, rmSync } from 'node:fs';

const dist = new URL('../widget/dist/', import.meta.url);
const build = new URL('../widget/build.ts', import.meta.url);

// The stamp says which sources `dist` was made from; it must never outlive the files it speaks of.
rmSync(new URL('.sluice-stamp', dist), { force: true });
if (existsSync(build)) {
  // The module exports `buildWidget(): Promise<void>`.
  const { buildWidget } = (await import(build.href)) as { buildWidget(): Promise<void> };
  await buildWidget();
}
