/** A session is a conversation one can hold in the hand: turn by turn, back and forth, on a clock of its own. */
import { expect, test } from 'vitest';
import { continueSession, startSession } from './session.ts';
import { tinyProgram } from './tiny-flow.ts';
import { ask, NOW, say } from './tiny-talk.ts';

const program = tinyProgram({
  groups: {
    a: [
      say('hello'),
      { ...ask('q'), timeout: 60 },
      { id: 'p', type: 'pause', seconds: 90 },
      say('bye', 'Bye {{name}}'),
    ],
    late: [say('too-late'), { id: 'human', type: 'finish', how: 'human' }, say('back')],
  },
  edges: { 'q.late': 'late', '!menu': 'late' },
  variables: { name: null },
  triggers: [{ id: 'menu', type: 'command', command: 'menu' }],
});
const begun = startSession(program, { now: NOW });

test('each answer gives a new session; the earlier one stays as it was, so stepping back is keeping it', () => {
  const before = JSON.stringify(begun);
  const after = begun.answer('Ann');
  expect(after).toMatchObject({
    status: 'completed',
    variables: { name: 'Ann' },
    now: NOW + 90_000,
    turns: [
      { input: null, cue: null, messages: ['hello'], status: 'waiting' },
      {
        input: 'Ann',
        messages: ['Bye Ann'],
        visited: [{ block: 'q' }, { block: 'p' }, { block: 'p' }, { block: 'bye' }],
        now: NOW + 90_000,
      },
    ],
  });
  expect(after.visited.map((each) => each.block)).toEqual(['hello', 'q', 'q', 'p', 'p', 'bye']);
  expect(JSON.stringify(begun)).toBe(before);
  expect(begun.answer('Ben').variables).toEqual({ name: 'Ben' });
});

test('silence moves the clock to the timer; a human gives the conversation back', () => {
  const silent = begun.elapse();
  expect(silent).toMatchObject({ status: 'handed-off', now: NOW + 60_000 });
  expect(silent.turns.at(-1)?.messages).toEqual(['too-late']);
  expect(silent.handBack().turns.at(-1)?.messages).toEqual(['back']);
  expect(begun.command('menu').status).toBe('handed-off');
});

test('what means nothing gives the same session back', () => {
  const ended = begun.answer('Ann');
  for (const next of [ended.answer('x'), ended.elapse(), ended.handBack(), begun.handBack()]) {
    expect([ended, begun]).toContain(next);
  }
  expect(begun.command('nope')).toBe(begun);
});

test('begins in a chosen group with a chosen person', () => {
  const session = startSession(program, { now: NOW, seed: 7, start: { group: 'late' } });
  expect(session.turns[0]?.messages).toEqual(['too-late']);
  expect(session.state.person.key).toBe('seed:7');
});

test('a circle of long turns and short waits is stopped by the blocks it runs', () => {
  const circle = tinyProgram({
    groups: {
      a: [...Array.from({ length: 900 }, (_, i) => say(`s${i}`)), { id: 'p', type: 'pause', seconds: 1 }],
    },
    edges: { p: 'a' },
  });
  const session = startSession(circle, { now: NOW });
  expect(session.problems).toMatchObject([{ code: 'endless-wait', at: 'p' }]);
  expect(session.visited.length).toBeLessThan(22_000);
});

test('goes on from a state that slept elsewhere', () => {
  const slept = JSON.parse(JSON.stringify(begun.state));
  const session = continueSession(program, slept, NOW + 1_000);
  expect(session.turns).toEqual([]);
  const after = session.answer('Ann');
  expect(after.turns.map(({ messages }) => messages)).toEqual([['Bye Ann']]);
  expect(after.now).toBe(NOW + 91_000);
});
