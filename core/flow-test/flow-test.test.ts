/** A conversation kept as a test passes; whoever changes what it says, offers or ends with is told where. */
import { describe, expect, test } from 'vitest';
import { startSession } from '../interpreter/session.ts';
import { type TinyFlow, tinyProgram } from '../interpreter/tiny-flow.ts';
import { ANN, ask, NOW, say } from '../interpreter/tiny-talk.ts';
import { coverage } from './coverage.ts';
import { type FlowTest, parseFlowTest, TEST_SIZES } from './flow-test.ts';
import { recordTest } from './record.ts';
import { flowTestRun, runFlowTest } from './run.ts';

const flow = (greeting: string): TinyFlow => ({
  groups: {
    a: [say('hello', greeting), { ...ask('q'), timeout: 60 }, say('bye', 'Bye {{name}}, {{person.plan}}')],
    late: [say('too-late'), { id: 'human', type: 'finish', how: 'human' }, say('back')],
    never: [say('unseen')],
  },
  edges: { 'q.late': 'late' },
  variables: { name: null },
});
const program = tinyProgram(flow('Hi'));
const options = { now: NOW, person: ANN };

const recorded = (): FlowTest => {
  const kept = recordTest('Says goodbye', startSession(program, options).answer('no').answer('Ann'), options);
  if (!kept.ok) throw new Error('short conversations can be kept');
  return kept.value;
};

test('a recorded conversation reads as one, and passes', () => {
  const kept = recorded();
  expect(kept).toEqual({
    name: 'Says goodbye',
    person: ANN,
    now: '2026-03-09T09:00:00.000Z',
    turns: [
      { input: null, says: ['Hi'], choices: [], status: 'waiting' },
      { input: 'no', says: ['try 1'], choices: [], status: 'waiting' },
      { input: 'Ann', says: ['Bye Ann, gold'], choices: [], status: 'completed' },
    ],
  });
  expect(runFlowTest(program, kept)).toMatchObject({ pass: true, differences: [], problems: [] });
  expect(parseFlowTest(JSON.parse(JSON.stringify(kept)))).toEqual({ ok: true, value: kept });
});

test('silence and a human’s return are kept, too', () => {
  const kept = recordTest('Late', startSession(program, options).elapse().handBack(), options);
  expect(kept).toMatchObject({
    ok: true,
    value: {
      turns: [{}, { input: { event: 'elapsed' }, status: 'handed-off' }, { input: { event: 'hand-back' } }],
    },
  });
  if (kept.ok) expect(runFlowTest(program, kept.value).pass).toBe(true);
});

test('another greeting is a difference in the first turn, and the rest is compared all the same', () => {
  const result = runFlowTest(tinyProgram(flow('Hello')), recorded());
  expect(result.pass).toBe(false);
  expect(result.differences).toEqual([{ turn: 0, kind: 'said', expected: ['Hi'], got: ['Hello'] }]);
});

test('a conversation that ends early says which input it no longer took', () => {
  const short = tinyProgram({ groups: { a: [say('hello', 'Hi')] }, variables: { name: null } });
  expect(runFlowTest(short, recorded()).differences).toEqual([
    { turn: 0, kind: 'status', expected: ['waiting'], got: ['completed'] },
    { turn: 1, kind: 'ended', expected: ['no'], got: ['completed'] },
  ]);
});

test('a conversation that fails is told with its problem', () => {
  const failing = tinyProgram({ groups: { a: [{ id: 'f', type: 'finish', how: 'fail' }] } });
  const result = runFlowTest(failing, recorded());
  expect(result.pass).toBe(false);
  expect(result.problems).toMatchObject([{ code: 'told' }]);
});

test('runs turn by turn for callers with other work to do', () => {
  const run = flowTestRun(program, recorded());
  expect([run.next().done, run.next().done, run.next().done]).toEqual([false, false, true]);
});

test('coverage tells the blocks that ran from those that did not; nothing to cover is covered', () => {
  const { document } = program.version;
  const found = coverage(document, [runFlowTest(program, recorded())]);
  expect(found).toEqual({
    covered: ['hello', 'q', 'bye'],
    all: ['hello', 'q', 'bye', 'too-late', 'human', 'back', 'unseen'],
    share: 3 / 7,
  });
  expect(coverage({ ...document, groups: [] }, [])).toEqual({ covered: [], all: [], share: 1 });
});

describe('what is no test', () => {
  const turn = { input: null, says: [], choices: [], status: 'waiting' };
  test.each([
    ['no turns', { turns: [] }, 'turns'],
    ['a first turn with an input', { turns: [{ ...turn, input: 'x' }] }, 'turns.0.input'],
    ['a later turn without one', { turns: [turn, turn] }, 'turns.1.input'],
    ['an unknown key', { turns: [turn], also: 1 }, ''],
    ['no name', { name: ' ', turns: [turn] }, 'name'],
    ['too many turns', { turns: Array(TEST_SIZES.turns + 1).fill(turn) }, 'turns'],
    ['a status that is none', { turns: [{ ...turn, status: 'lost' }] }, 'turns.0.status'],
    ['a time that is none', { now: 'today', turns: [turn] }, 'now'],
  ])('%s', (_, given, at) => {
    expect(parseFlowTest({ name: 'T', ...given })).toMatchObject({ ok: false, problems: [{ at }] });
  });

  test('a bottomless one', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`);
    expect(parseFlowTest({ name: 'T', person: { key: 'a', attributes: deep }, turns: [turn] })).toMatchObject(
      {
        ok: false,
        problems: [{ code: 'too-big' }],
      },
    );
  });
});

test('a flow that waits in a circle fails its test at once, whatever turns are left', () => {
  const circle = tinyProgram({ groups: { a: [{ id: 'p', type: 'pause', seconds: 1 }] }, edges: { p: 'a' } });
  const result = runFlowTest(circle, {
    name: 'T',
    turns: [
      { input: null, says: [], choices: [], status: 'waiting' },
      { input: 'x', says: [], choices: [], status: 'waiting' },
    ],
  });
  expect(result).toMatchObject({
    pass: false,
    differences: [{ turn: 0, kind: 'ended', got: ['waiting in a circle'] }],
    problems: [{ code: 'endless-wait' }],
  });
});
