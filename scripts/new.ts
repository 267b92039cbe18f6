/** `npm run new block my-block`: writes a new block's folder, whole and passing, and lists it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemLine } from '@sluice/core/problem';
import { BARRELS, newBlock } from './new-block.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const [kind, name, ...rest] = process.argv.slice(2);
if (kind !== 'block' || name === undefined || rest.length > 0) {
  console.error('Usage: npm run new block my-block');
  process.exit(2);
}

const barrels = Object.fromEntries(
  Object.keys(BARRELS).map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
);
const files = newBlock(name, barrels);
if (!files.ok) {
  for (const found of files.problems) console.error(problemLine(found));
  process.exit(1);
}
for (const [path, text] of Object.entries(files.value)) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), text);
  console.log(path);
}
console.log(`Next: write what it promises into block.ts, then npm test -- blocks/${name}`);
