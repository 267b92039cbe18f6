/** What holds of every conversation, whatever the document and the answers: thousands of random ones are run. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../flow/schema.ts';
import { makeVersion } from '../flow/version.ts';
import type { Input } from './input.ts';
import { bytesOf, LIMITS } from './limits.ts';
import { type Program, prepareProgram } from './program.ts';
import type { State } from './state.ts';
import { step, type Turn } from './step.ts';
import { tinyLibrary } from './tiny-blocks.ts';

const GROUPS = ['a', 'b', 'c', 'gone'];
const NAMES = ['x', 'y', 'constructor', '__proto__', 'undeclared'];
const group = fc.constantFrom(...GROUPS);
const name = fc.constantFrom(...NAMES);

const text = fc.oneof(
  fc.constantFrom(
    'Hi {{x}}',
    '{{y | default: x}}',
    '{{person.key}} {{person.a.b}}',
    '{{constructor}}',
    '{{',
    '{% x %}',
    '{{x}}{{x}}',
  ),
  fc.string(),
);
const expression = fc.oneof(
  fc.constantFrom(
    'x + 1',
    'x + x',
    'y == "a" ? x : 1',
    'split(y, "")',
    'x / 0',
    '[x, y, x]',
    'join([x, x], "-")',
    'not x',
    '((',
  ),
  fc.string(),
);
const part = fc.oneof(
  fc.record({ expression }),
  fc.record({
    left: fc.oneof(
      name,
      text.filter((each) => each !== ''),
    ),
    op: fc.constantFrom('equals', 'not_contains', 'matches', 'greater_than', 'is_empty', 'nonsense'),
    right: fc.oneof(text, fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 })),
  }),
);
const condition = fc.oneof(
  fc.record({ all: fc.array(part, { maxLength: 3 }) }),
  fc.record({ any: fc.array(part, { maxLength: 3 }) }),
);

const settings = fc.oneof(
  fc.record({ type: fc.constant('say'), text }),
  fc.record({ type: fc.constant('ask'), variable: name, timeout: fc.constant(60) }),
  fc.record({ type: fc.constant('ask'), variable: name }),
  fc.record({ type: fc.constant('set'), variable: name, to: expression }),
  fc.record({ type: fc.constant('when'), condition }),
  fc.record({ type: fc.constant('go'), to: fc.record({ group }), andReturn: fc.boolean() }),
  fc.record({ type: fc.constant('back') }),
  fc.record({
    type: fc.constant('subflow'),
    flow: fc.constantFrom('one', 'two', 'gone'),
    inputs: fc.record({ x: text }),
    outputs: fc.record({ y: name }),
  }),
  fc.record({ type: fc.constant('pause'), seconds: fc.constant(5) }),
  fc.record({
    type: fc.constant('note'),
    add: fc.array(name, { maxLength: 2 }),
    attribute: name,
    value: text,
  }),
  fc.record({ type: fc.constant('finish'), how: fc.constantFrom('end', 'human', 'fail') }),
);

const blocks = fc.array(settings, { maxLength: 5 });
const edges = fc.array(
  fc.record({
    block: fc.nat(14),
    port: fc.constantFrom('', 'yes', 'no', 'late', 'invalid', 'gone'),
    to: group,
  }),
  { maxLength: 12 },
);

/** A document of three groups; blocks are called b0, b1, … in order, so edges often meet one. */
const document = fc.record({ a: blocks, b: blocks, c: blocks, edges }).map(({ edges: drawn, ...groups }) => {
  let count = 0;
  return {
    schema: 1,
    name: 'Random',
    start: { group: 'a' },
    groups: Object.entries(groups).map(([id, list]) => ({
      id,
      blocks: list.map((each) => ({ id: `b${count++}`, ...each })),
    })),
    edges: [
      ...drawn.map(({ block, port, to }, i) => ({
        id: `e${i}`,
        from: { block: `b${block}`, port },
        to: { group: to },
      })),
      { id: 'k', from: { trigger: 'k' }, to: { group: 'b' } },
    ],
    variables: ['x', 'y', 'constructor', '__proto__'].map((each, i) => ({
      id: `v${i}`,
      name: each,
      type: 'text',
    })),
    triggers: [{ id: 'k', type: 'keyword', words: ['restart'] }],
  };
});

/** A conversation's own flow and its two subflows, as JSON: small to print when a property fails. */
const documents = fc.tuple(document, document, document);

const programOf = (drawn: readonly unknown[]): Program => {
  const [own, one, two] = drawn.map((json) => {
    const parsed = parseDocument(json, tinyLibrary);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.value;
  });
  if (!own || !one || !two) throw new Error('three documents went in');
  return prepareProgram(
    makeVersion({ document: own, pins: { one: 1, two: 1 }, subflows: { one, two } }),
    tinyLibrary,
  );
};

const hostile = [
  '{{x}}',
  '{{7*7}}',
  '**b**',
  'restart',
  'no',
  '',
  '__proto__',
  '{"a":1}',
  '(a+)+$',
  'ü'.repeat(300),
];
const answerText = fc.oneof(fc.constantFrom(...hostile), fc.string());
const input: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 5,
    arbitrary: answerText.map((each): Input => ({ type: 'answer', answer: { text: each }, now: 0 })),
  },
  { weight: 2, arbitrary: fc.constant<Input>({ type: 'elapsed', now: 5_000 }) },
  { weight: 2, arbitrary: fc.constant<Input>({ type: 'hand-back', now: 0 }) },
  { weight: 1, arbitrary: fc.constant<Input>({ type: 'command', command: 'x', now: 0 }) },
  {
    weight: 1,
    arbitrary: fc.constant<Input>({ type: 'answer', answer: { choice: 'x', choices: ['y'] }, now: 0 }),
  },
);
const inputs = fc.array(input, { maxLength: 12 });

const START: Input = {
  type: 'start',
  person: { key: 'ann', attributes: { 'a.b': 1, tags: 'none' } },
  now: 0,
};

/** Every turn of a conversation; `between` is what happens to the state while it sleeps. */
const converse = (
  run: Program,
  given: readonly Input[],
  between: (state: State) => State = (state) => state,
): readonly Turn[] => {
  const turns = [step(run, null, START)];
  for (const each of given) {
    const last = turns.at(-1);
    if (last) turns.push(step(run, between(last.state), each));
  }
  return turns;
};

const RUNS = { seed: 20260309, numRuns: 1_000, endOnFailure: true };

describe('every conversation', () => {
  test('goes on or ends, without throwing, hanging or growing beyond its limits', {
    timeout: 120_000,
  }, () => {
    const statuses = new Map<string, number>();
    fc.assert(
      fc.property(documents, inputs, (drawn, given) => {
        for (const { state, effects } of converse(programOf(drawn), given)) {
          statuses.set(state.status, (statuses.get(state.status) ?? 0) + 1);
          expect(state.problem?.code).not.toBe('block-broke'); // no block and no part of the interpreter threw
          expect(state.awaiting !== null).toBe(state.status === 'waiting');
          expect(state.waitingAt !== undefined).toBe(['waiting', 'handed-off'].includes(state.status));
          expect(state.problem !== undefined).toBe(state.status === 'failed');
          expect(bytesOf(state)).toBeLessThanOrEqual(LIMITS.state);
          expect(effects.length).toBeLessThanOrEqual(3 * LIMITS.blocks);
        }
      }),
      RUNS,
    );
    expect([...statuses.keys()].sort()).toEqual(['completed', 'failed', 'handed-off', 'waiting']); // all were met
    expect(({} as Record<string, unknown>).x).toBeUndefined(); // nothing was polluted on the way
  });

  test('is the same again, and the same when its state slept as JSON in between', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(documents, inputs, (drawn, given) => {
        const run = programOf(drawn);
        const once = converse(run, given);
        expect(converse(run, given)).toEqual(once);
        const slept = converse(run, given, (state) => JSON.parse(JSON.stringify(state)) as State); // JSON survives JSON
        expect(JSON.stringify(slept)).toBe(JSON.stringify(once));
      }),
      { ...RUNS, numRuns: 400 },
    );
  });

  test('says answers as they were typed: values never become author’s text', { timeout: 60_000 }, () => {
    const echo = {
      schema: 1,
      name: 'Echo',
      start: { group: 'a' },
      groups: [
        {
          id: 'a',
          blocks: [
            { id: 'q', type: 'ask', variable: 'x' },
            { id: 's', type: 'say', text: '<{{x}}>' },
          ],
        },
      ],
      variables: [{ id: 'v', name: 'x', type: 'text' }],
    };
    const parsed = parseDocument(echo, tinyLibrary);
    if (!parsed.ok) throw new Error('the echo parses');
    const run = prepareProgram(makeVersion({ document: parsed.value }), tinyLibrary);
    fc.assert(
      fc.property(answerText, (typed) => {
        fc.pre(typed !== 'no' && typed !== '');
        const [, turn] = converse(run, [{ type: 'answer', answer: { text: typed }, now: 0 }]);
        expect(turn?.effects).toEqual([{ type: 'message', text: ['<', { value: typed }, '>'] }]);
      }),
      RUNS,
    );
  });
});
