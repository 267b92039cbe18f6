import { blockLibrary } from '@sluice/blocks/runtime';
import type { FlowDocument } from '@sluice/core/flow/document';
import { describe, expect, it } from 'vitest';
import { beginTrial, goOn, present, standsAt, stepBack } from './trial.ts';

const NOW = Date.UTC(2026, 2, 9, 14, 21);
const document: FlowDocument = {
  schema: 1,
  name: 'Hello',
  start: { group: 'g' },
  groups: [
    {
      id: 'g',
      title: 'Hello',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'ask', type: 'input', kind: 'text', variable: 'name' },
        { id: 'greet', type: 'message', markdown: 'Hello {{name}}' },
      ],
    },
  ],
  edges: [],
  variables: [{ id: 'v', name: 'name', type: 'text' }],
  triggers: [],
  settings: {},
};
const begun = () => beginTrial({ document, flowId: 'flow_1', library: blockLibrary }, { now: NOW });
const answer = (text: string) => ({ type: 'answer', answer: { text } }) as const;

describe('a trial', () => {
  it('stands at the block that asks, and after the end at the last that ran', () => {
    const trial = begun();
    expect(standsAt(trial)).toBe('ask');
    expect(standsAt(goOn(trial, answer('Ann')))).toBe('greet');
  });

  it('goes on with what somebody answers, and steps back to the moment before', () => {
    const asked = begun();
    const greeted = goOn(asked, answer('Ann'));
    expect(present(greeted).turns.at(-1)?.messages).toEqual(['Hello Ann']);
    expect(present(stepBack(greeted))).toBe(present(asked));
    expect(present(goOn(stepBack(greeted), answer('Ben'))).turns.at(-1)?.messages).toEqual(['Hello Ben']);
  });

  it('has nothing before its first moment', () => {
    const trial = begun();
    expect(stepBack(trial)).toEqual(trial);
  });

  it('stays the same when an ended conversation is answered', () => {
    const ended = goOn(begun(), answer('Ann'));
    expect(goOn(ended, answer('again'))).toBe(ended);
  });
});
