/** Runaway flows stop: the conversation fails with a clear problem and goes to humans. */
import { describe, expect, test } from 'vitest';
import { bytesOf, LIMITS, plain } from './limits.ts';
import { step, type Turn } from './step.ts';
import { type TinyFlow, tinyProgram } from './tiny-flow.ts';

const ANN = { key: 'ann', attributes: {} };
const run = (flow: TinyFlow, subflows: Record<string, TinyFlow> = {}): Turn =>
  step(tinyProgram(flow, subflows), null, { type: 'start', person: ANN, now: 0 });

const failsWith = (turn: Turn, code: string): void => {
  expect(turn.state).toMatchObject({ status: 'failed', awaiting: null, problem: { code } });
  expect(turn.effects.at(-1)).toMatchObject({ type: 'handoff', context: { problem: code } });
  expect(bytesOf(turn.state)).toBeLessThanOrEqual(LIMITS.state);
};

const set = (id: string, variable: string, to: string) => ({ id, type: 'set', variable, to });

describe('blocks in one turn', () => {
  const row = (count: number): TinyFlow => ({
    groups: { a: Array.from({ length: count }, (_, i) => set(`b${i}`, 'n', 'n + 1')) },
    variables: { n: 0 },
  });

  test('1,000 are allowed', () => {
    const turn = run(row(1_000));
    expect(turn.state).toMatchObject({ status: 'completed', frames: [{ variables: { n: 1_000 } }] });
  });

  test('the 1,001st is not', () => failsWith(run(row(1_001)), 'too-many-blocks'));

  test('a circle of jumps stops, with the block where it stopped', () => {
    const turn = run({ groups: { a: [{ id: 'j', type: 'go', to: { group: 'a' } }] } });
    failsWith(turn, 'too-many-blocks');
    expect(turn.state.problem?.at).toBe('j');
  });

  test('a circle that waits in between may go on for ever', () => {
    const program = tinyProgram({
      groups: { a: [{ id: 'q', type: 'ask', variable: 'x' }] },
      edges: { q: 'a' },
      variables: { x: '' },
    });
    let { state } = step(program, null, { type: 'start', person: ANN, now: 0 });
    for (let i = 0; i < 1_500; i += 1) {
      ({ state } = step(program, state, { type: 'answer', answer: { text: 'again' }, now: i }));
    }
    expect(state.status).toBe('waiting');
  });
});

describe('size', () => {
  const doubling = (times: number): TinyFlow => ({
    groups: { a: Array.from({ length: times }, (_, i) => set(`b${i}`, 'x', 'x + x')) },
    variables: { x: 'ü'.repeat(16) },
  });

  test('one variable may hold 64 KB, counted in UTF-8', () => {
    expect(run(doubling(10)).state.status).toBe('completed'); // 32 KB
    failsWith(run(doubling(11)), 'variable-too-big'); // 64 KB and the quotes
  });

  test('all of them together stay under 1 MB', () => {
    const names = Array.from({ length: 40 }, (_, i) => `v${i}`);
    const flow: TinyFlow = {
      groups: { a: names.map((name) => set(name, name, 'x')) },
      variables: { x: 'x'.repeat(60_000), ...Object.fromEntries(names.map((name) => [name, null])) },
    };
    failsWith(run(flow), 'state-too-big');
  });

  test('frames of subflows count too', () => {
    const heavy: TinyFlow = {
      groups: { a: [{ id: 'c', type: 'subflow', flow: 'sub' }] },
      variables: { x: 'x'.repeat(60_000) },
    };
    failsWith(run(heavy, { sub: heavy }), 'state-too-big');
  });

  test('a subflow that has ended takes no room any more', () => {
    const calls = Array.from({ length: 30 }, (_, i) => ({ id: `c${i}`, type: 'subflow', flow: 'sub' }));
    const heavy: TinyFlow = {
      groups: { a: [{ id: 's', type: 'set', variable: 'x', to: 'x' }] },
      variables: { x: 'x'.repeat(60_000) },
    };
    expect(run({ groups: { a: calls } }, { sub: heavy }).state.status).toBe('completed');
  });

  test('one turn may not say more than 1 MB', () => {
    const flow: TinyFlow = {
      groups: { a: Array.from({ length: 50 }, (_, i) => ({ id: `s${i}`, type: 'say', text: '{{x}}' })) },
      variables: { x: 'x'.repeat(60_000) },
    };
    failsWith(run(flow), 'turn-too-big');
  });
});

describe('subflows', () => {
  test('may lie 50 deep', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 50 }, (_, i): [string, TinyFlow] => [
        `f${i}`,
        {
          groups: {
            a:
              i < 49
                ? [{ id: 'c', type: 'subflow', flow: `f${i + 1}` }]
                : [{ id: 's', type: 'say', text: 'deep' }],
          },
        },
      ]),
    );
    expect(run({ groups: { a: [{ id: 'c', type: 'subflow', flow: 'f0' }] } }, chain).state.status).toBe(
      'completed',
    );
  });

  test('a flow that calls itself stops', () => {
    const endless: TinyFlow = { groups: { a: [{ id: 'c', type: 'subflow', flow: 'f' }] } };
    failsWith(run(endless, { f: endless }), 'subflows-too-deep');
  });
});

describe('plain JSON', () => {
  test('is what states are made of, whatever a block hands over', () => {
    const odd = { a: undefined, b: Number.NaN, c: () => 1, d: new Date(0), e: [undefined, 1n], f: -0 };
    expect(plain(odd)).toEqual({ b: null, c: null, d: {}, e: [null, null], f: 0 });
  });

  test('keeps hostile keys as plain data', () => {
    const value = plain(JSON.parse('{"__proto__": {"x": 1}}'));
    expect(Object.entries(value ?? {})).toEqual([['__proto__', { x: 1 }]]);
  });

  test('has at most 64 levels', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(() => plain(nested(64))).not.toThrow();
    expect(() => plain(nested(65))).toThrow('64 levels');
  });

  test.each([
    ['a', 3],
    ['ü', 4],
    ['€', 5],
    ['😀', 6],
  ])('counts %s as %i bytes with its quotes', (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes);
  });
});
