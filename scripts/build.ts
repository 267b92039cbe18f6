/** Builds what browsers load: the widget. `scripts/ensure.mjs` calls it when its sources changed. */
import { rmSync } from 'node:fs';
import { buildWidget } from '../widget/build.ts';

// The stamp says which sources `dist` was made from; it must never outlive the files it speaks of.
rmSync(new URL('../widget/dist/.sluice-stamp', import.meta.url), { force: true });
await buildWidget();
