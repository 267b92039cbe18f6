import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blockLibrary } from './runtime.ts';

/** Every half of a block, and why it may not be missing. */
const HALVES: Readonly<Record<string, string>> = {
  'block.ts': 'without it there is no block',
  'face.ts': 'the canvas shows it by its face, and a fresh one begins there',
  'form.ts': 'without it nobody can set it in the studio',
  'README.md': 'authors read there what the block is for, and what its settings mean',
  'examples.json': 'people begin from an example, and the tests run it',
  'transcript.md': 'it shows what a person meets, and fails when that changes',
  'block.test.ts': 'it says what the block promises, edge by edge',
};

const here = new URL('.', import.meta.url);
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  .map((entry) => entry.name);

describe('every block is whole', () => {
  for (const folder of folders)
    it(folder, () => {
      const missing = Object.entries(HALVES)
        .filter(([file]) => !existsSync(new URL(`${folder}/${file}`, here)))
        .map(([file, why]) => `blocks/${folder}/${file} is missing: ${why}.`);
      expect(missing).toEqual([]);
    });

  it('and is in the library under the name of its folder', () => {
    expect([...blockLibrary.keys()].sort(), 'add one line per block to blocks/runtime.ts').toEqual(
      [...folders].sort(),
    );
    for (const [type, definition] of blockLibrary) expect(definition.type).toBe(type);
  });

  it('and its README names every setting and every fixed way on', () => {
    for (const [type, definition] of blockLibrary) {
      const readme = readFileSync(new URL(`${type}/README.md`, here), 'utf8');
      const { shape } = definition.settings as unknown as { readonly shape: object }; // every block's settings are a strict object
      for (const setting of Object.keys(shape))
        expect(readme, `blocks/${type}/README.md says nothing of "${setting}"`).toContain(`\`${setting}\``);
      expect(readme, `blocks/${type}/README.md does not say where it goes on`).toContain('**Ways on:**');
    }
  });

  it('and can be resumed exactly when it can wait', () => {
    const waiting = [...blockLibrary.values()].filter((definition) => definition.resume !== undefined);
    expect(waiting.map((definition) => definition.type).sort()).toEqual(['choice', 'input', 'wait']);
  });
});
