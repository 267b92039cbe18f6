/** A turn says which blocks ran in it: what glows in the test panel, and what tests cover. */
import { expect, test } from 'vitest';
import { step } from './step.ts';
import { tinyProgram } from './tiny-flow.ts';
import { ANN, answer, ask, NOW, say, start } from './tiny-talk.ts';

const ids = (turn: ReturnType<typeof start>) => turn.visited.map(({ flow, block }) => `${flow}/${block}`);

test('a turn visits every block that ran, in order, from the one that took the answer to the one that waits', () => {
  const program = tinyProgram({
    groups: { a: [say('one'), ask('q'), say('two')] },
    variables: { name: null },
  });
  const first = start(program);
  expect(ids(first)).toEqual(['/one', '/q']);
  expect(ids(answer(program, first.state, 'no'))).toEqual(['/q']);
  expect(ids(answer(program, first.state, 'Ann'))).toEqual(['/q', '/two']);
});

test('blocks of a subflow are told apart from those of the conversation’s own flow', () => {
  const program = tinyProgram(
    { groups: { a: [{ id: 'call', type: 'subflow', flow: 'inner' }, say('after')] } },
    { inner: { groups: { a: [say('in')] } } },
  );
  expect(ids(start(program))).toEqual(['/call', 'inner/in', '/after']);
});

test('a conversation that fails has visited what ran, the block that failed included', () => {
  const program = tinyProgram({ groups: { a: [say('one'), { id: 'f', type: 'finish', how: 'fail' }] } });
  expect(ids(start(program))).toEqual(['/one', '/f']);
});

test('a start may name the group to begin in; one that is gone fails clearly', () => {
  const program = tinyProgram({ groups: { a: [say('one')], b: [say('two'), say('three')] } });
  const begun = (at: { group: string; block?: string }) =>
    step(program, null, { type: 'start', person: ANN, now: NOW, at });
  expect(ids(begun({ group: 'b' }))).toEqual(['/two', '/three']);
  expect(ids(begun({ group: 'b', block: 'three' }))).toEqual(['/three']);
  expect(begun({ group: 'gone' }).state.problem?.code).toBe('no-such-group');
});
