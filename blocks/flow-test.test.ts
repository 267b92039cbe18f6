/** Conversations with real choices are kept by what people read, and by ids where the words could mean two things. */
import { readFileSync } from 'node:fs';
import type { FlowDocument } from '@sluice/core/flow/document';
import { parseDocument } from '@sluice/core/flow/schema';
import { makeVersion } from '@sluice/core/flow/version';
import { recordTest } from '@sluice/core/flow-test/record';
import { runFlowTest } from '@sluice/core/flow-test/run';
import { prepareProgram } from '@sluice/core/interpreter/program';
import { startSession } from '@sluice/core/interpreter/session';
import { expect, test } from 'vitest';
import { blockLibrary } from './runtime.ts';

const programOf = (json: unknown) => {
  const parsed = parseDocument(json, blockLibrary);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return prepareProgram(makeVersion({ document: parsed.value }), blockLibrary);
};
const options = { now: Date.UTC(2026, 2, 9, 9, 0, 0), seed: 3 };

test('picking an item is kept as its label, and passes', () => {
  const path = new URL('../examples/flows/customer-support.json', import.meta.url);
  const program = programOf(JSON.parse(readFileSync(path, 'utf8')) as FlowDocument); // our own file
  const begun = startSession(program, options);
  const [first] = begun.awaiting?.type === 'choice' ? begun.awaiting.items : [];
  const kept = recordTest('Order', begun.answer({ choice: first?.id ?? '' }), options);
  expect(kept).toMatchObject({ ok: true, value: { turns: [{}, { input: 'Where is my order?' }] } });
  if (kept.ok) expect(runFlowTest(program, kept.value)).toMatchObject({ pass: true });
});

test('an item whose label is a keyword or another’s, and several items, are kept by id', () => {
  const items = [
    { id: 'a', label: 'Help' },
    { id: 'b', label: 'Same' },
    { id: 'c', label: 'same ' },
  ];
  const program = (multiple: boolean) =>
    programOf({
      schema: 1,
      name: 'Labels',
      start: { group: 'g' },
      groups: [
        {
          id: 'g',
          blocks: [
            { id: 'pick', type: 'choice', items, multiple, variable: 'x' },
            { id: 'said', type: 'message', markdown: 'Got {{x}}' },
          ],
        },
        { id: 'help', blocks: [{ id: 'helping', type: 'message', markdown: 'Help is near' }] },
      ],
      edges: [{ id: 'e', from: { trigger: 'k' }, to: { group: 'help' } }],
      triggers: [{ id: 'k', type: 'keyword', words: ['help'] }],
      variables: [{ id: 'v', name: 'x', type: 'text' }],
    });
  for (const [multiple, answer] of [
    [false, { choice: 'a' }],
    [false, { choice: 'c' }],
    [true, { choices: ['a', 'c'] }],
  ] as const) {
    const kept = recordTest('T', startSession(program(multiple), options).answer(answer), options);
    if (!kept.ok) throw new Error(JSON.stringify(kept.problems));
    expect(kept.value.turns[1]?.input).toEqual({
      choices: 'choices' in answer ? answer.choices : [answer.choice],
    });
    expect(runFlowTest(program(multiple), kept.value)).toMatchObject({ pass: true });
  }
});
