/** A simulation is what `sluice run` prints: turns, choices, effects and variables, on a virtual clock. */
import { describe, expect, test } from 'vitest';
import { simulate } from './simulate.ts';
import { type TinyFlow, tinyProgram } from './tiny-flow.ts';

const NOW = Date.UTC(2026, 2, 9, 9, 0, 0);
const FLOW: TinyFlow = {
  groups: {
    a: [
      { id: 's', type: 'say', text: 'Your name, {{person.key}}?' },
      { id: 'q', type: 'ask', variable: 'name' },
      { id: 'p', type: 'pause', seconds: 90 },
      { id: 't', type: 'set', variable: 'at', to: 'now()' },
      { id: 'n', type: 'note', add: ['met'] },
      { id: 'e', type: 'say', text: 'Bye **{{name}}**' },
    ],
  },
  variables: { name: null, at: null },
};

test('tells every turn, lets waits elapse at once and moves the clock by them', () => {
  const { simulation, problems } = simulate(tinyProgram(FLOW), { inputs: ['{{at}}'], now: NOW, seed: 7 });
  expect(problems).toEqual([]);
  expect(simulation).toEqual({
    status: 'completed',
    turns: [
      { input: null, messages: ['Your name, seed:7?'], choices: [], effects: [] },
      {
        input: '{{at}}',
        messages: ['Bye **{{at}}**'],
        choices: [],
        effects: [
          { type: 'wait', seconds: 90 },
          { type: 'tag', add: ['met'], remove: [] },
        ],
      },
    ],
    variables: { name: '{{at}}', at: '2026-03-09T09:01:30.000Z' },
  });
});

test('is waiting when inputs run out', () => {
  expect(simulate(tinyProgram(FLOW), { now: NOW }).simulation).toMatchObject({
    status: 'waiting',
    turns: [{}],
  });
});

test('inputs that nobody asked for are a problem', () => {
  const { simulation, problems } = simulate(tinyProgram(FLOW), { inputs: ['a', 'b', 'c'], now: NOW });
  expect(problems).toMatchObject([{ code: 'surplus-input', at: 'inputs.1' }]);
  expect(simulation.turns).toHaveLength(2);
});

test('a conversation that fails says why', () => {
  const failing = tinyProgram({ groups: { a: [{ id: 'f', type: 'finish', how: 'fail' }] } });
  const { simulation, problems } = simulate(failing, { now: NOW });
  expect(simulation.status).toBe('failed');
  expect(problems).toMatchObject([{ code: 'told' }]);
});

test('secret variables are masked', () => {
  const program = tinyProgram(FLOW);
  const [first, ...others] = program.version.document.variables;
  if (!first) throw new Error('the flow has variables');
  const document = { ...program.version.document, variables: [{ ...first, secret: true }, ...others] };
  const secret = { ...program, version: { ...program.version, document } };
  expect(simulate(secret, { now: NOW }).simulation.variables).toEqual({ name: null, at: null });
  expect(simulate(secret, { inputs: ['x'], now: NOW }).simulation.variables).toMatchObject({ name: '•••' });
});

describe('a flow that only waits', () => {
  test('ends with a problem instead of never', () => {
    const circle = tinyProgram({
      groups: { a: [{ id: 'p', type: 'pause', seconds: 1 }] },
      edges: { p: 'a' },
    });
    expect(simulate(circle, { now: NOW }).problems).toMatchObject([{ code: 'endless-wait', at: 'p' }]);
  });
});
