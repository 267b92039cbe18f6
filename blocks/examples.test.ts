import { readdirSync, readFileSync } from 'node:fs';
import { checkDocument } from '@sluice/core/flow/check';
import type { FlowDocument } from '@sluice/core/flow/document';
import { parseDocument } from '@sluice/core/flow/schema';
import { prepareProgram } from '@sluice/core/interpreter/program';
import { simulate } from '@sluice/core/interpreter/simulate';
import { describe, expect, it } from 'vitest';
import { blockLibrary } from './runtime.ts';
import { replay, transcriptsIn } from './transcript.ts';

const examples = new URL('../examples/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, examples), 'utf8');
// Our own files: a wrong shape shows in every test below.
const flowOf = (name: string) => JSON.parse(read(`flows/${name}.json`)) as FlowDocument;
const names = readdirSync(new URL('flows/', examples)).map((file) => file.replace(/\.json$/, ''));

for (const name of names)
  describe(`examples/flows/${name}.json`, () => {
    const document = flowOf(name);
    const transcripts = transcriptsIn(read(`transcripts/${name}.md`));

    it('has the shape of a flow document, and no problems, not even small ones', () => {
      expect(parseDocument(document, blockLibrary)).toMatchObject({ ok: true });
      expect(checkDocument(document, blockLibrary)).toEqual([]);
    });

    for (const { title, lines } of transcripts)
      it(`goes as its transcript says: ${title}`, () => {
        expect(replay(document, blockLibrary, lines)).toEqual(lines);
      });

    it('has every sentence it can say in a transcript', () => {
      const told = transcripts.flatMap(({ lines }) => lines).join('\n');
      const sentences = document.groups.flatMap((group) =>
        group.blocks.flatMap((block) => (typeof block.markdown === 'string' ? [block.markdown] : [])),
      );
      for (const sentence of sentences) {
        const [words = ''] = sentence.split('{{').map((part) => part.split('\n')[0] ?? '');
        expect(told, sentence).toContain(words.trim());
      }
    });
  });

it('answers the first "hi" of a newcomer with a greeting and a second chance', () => {
  const version = { document: flowOf('customer-support'), pins: {}, subflows: {}, hash: '' };
  const { simulation, problems } = simulate(prepareProgram(version, blockLibrary), {
    inputs: ['hi'],
    now: Date.UTC(2026, 2, 9, 9, 0, 0),
  });
  expect(problems).toEqual([]);
  expect(simulation.status).toBe('waiting');
  expect(simulation.turns.map((turn) => [turn.input, turn.messages, turn.choices])).toEqual([
    [
      null,
      ['Hi there, I’m the Acme helper. What can I do for you?'],
      ['Where is my order?', 'Return something', 'Talk to a person'],
    ],
    [
      'hi',
      ['I’m best at these three. Which one is it?'],
      ['Where is my order?', 'Return something', 'Talk to a person'],
    ],
  ]);
});
