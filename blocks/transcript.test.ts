import { readdirSync, readFileSync } from 'node:fs';
import { publishProblems } from '@sluice/core/flow/check';
import type { FlowDocument } from '@sluice/core/flow/document';
import { parseDocument } from '@sluice/core/flow/schema';
import { describe, expect, it } from 'vitest';
import { blockLibrary } from './runtime.ts';
import { replay, transcriptsIn } from './transcript.ts';

type Examples = {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly flows: Readonly<Record<string, FlowDocument>>;
};
const folder = (type: string, file: string) => new URL(`${type}/${file}`, import.meta.url);
// Our own files: a wrong shape fails the tests below at once.
const examplesOf = (type: string) =>
  JSON.parse(readFileSync(folder(type, 'examples.json'), 'utf8')) as Examples;
const withExamples = [...blockLibrary.keys()].filter((type) =>
  readdirSync(folder(type, '.')).includes('examples.json'),
);

for (const type of withExamples) {
  const examples = examplesOf(type);
  const transcripts = transcriptsIn(readFileSync(folder(type, 'transcript.md'), 'utf8'));

  describe(`the transcript of ${type}`, () => {
    for (const { title, flow, lines } of transcripts)
      it(`is what happens: ${title}`, () => {
        const document = examples.flows[flow];
        if (document === undefined) throw new Error(`${type}/examples.json has no flow "${flow}".`);
        expect(replay(document, blockLibrary, lines)).toEqual(lines);
      });
  });

  describe(`the examples of ${type}`, () => {
    it('have settings that the block accepts', () => {
      expect(Object.keys(examples.settings)).not.toEqual([]);
      for (const [name, settings] of Object.entries(examples.settings))
        expect(blockLibrary.get(type)?.settings.safeParse(settings).error, name).toBeUndefined();
    });

    it('have flows that hold the block, and a transcript each', () => {
      const told = new Set(transcripts.map(({ flow }) => flow));
      expect([...told].sort()).toEqual(Object.keys(examples.flows).sort());
      for (const [name, flow] of Object.entries(examples.flows)) {
        const { groups } = flow;
        expect(parseDocument(flow, blockLibrary), name).toMatchObject({ ok: true });
        expect(publishProblems(flow, blockLibrary), name).toEqual([]);
        const types = groups.flatMap((group) => group.blocks.map((block) => block.type));
        expect(types, name).toContain(type);
      }
    });
  });

  it(`the README of ${type} shows settings that the block accepts`, () => {
    const readme = readFileSync(folder(type, 'README.md'), 'utf8');
    const shown = [...readme.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map((found) => found[1] ?? '');
    expect(shown).not.toEqual([]);
    for (const json of shown) {
      const { type: named, ...settings } = JSON.parse(json) as { readonly type: string }; // shown by ourselves
      expect(named).toBe(type);
      expect(blockLibrary.get(type)?.settings.safeParse(settings).error).toBeUndefined();
    }
  });
}
