/** Where a conversation goes: jumps come back, subflows return with their outputs, triggers interrupt. */
import { describe, expect, test } from 'vitest';
import type { Input } from './input.ts';
import { step } from './step.ts';
import { type TinyFlow, tinyProgram } from './tiny-flow.ts';
import { ANN, answer, ask, NOW, said, say, start, talk, variables } from './tiny-talk.ts';

describe('jumps', () => {
  test('go to a group and stay there', () => {
    expect(
      said(
        talk({
          groups: { a: [{ id: 'j', type: 'go', to: { group: 'b' } }, say('skipped')], b: [say('there')] },
        }),
      ),
    ).toEqual(['there']);
  });

  test('with a mark come back to what follows the jump, once', () => {
    const flow = {
      groups: {
        a: [{ id: 'j', type: 'go', to: { group: 'b' }, andReturn: true }, say('after')],
        b: [say('there'), { id: 'r', type: 'back' }, say('not again')],
        c: [{ id: 'r2', type: 'back' }, say('on')],
      },
      edges: { after: 'c' },
    };
    expect(said(talk(flow))).toEqual(['there', 'after', 'on']);
  });

  test('a mark survives waiting', () => {
    const flow = {
      groups: {
        a: [{ id: 'j', type: 'go', to: { group: 'b' }, andReturn: true }, say('after')],
        b: [ask('q'), { id: 'r', type: 'back' }],
      },
      variables: { name: null },
    };
    expect(talk(flow).state.frames).toMatchObject([{ mark: { group: 'a', block: 'j' } }]);
    expect(said(talk(flow, ['x']))).toEqual(['after']);
  });
});

describe('subflows', () => {
  const outer: TinyFlow = {
    groups: {
      a: [
        {
          id: 'call',
          type: 'subflow',
          flow: 'sub',
          inputs: { given: '{{list}}', unknown: 'x' },
          outputs: { name: 'name' },
        },
        say('back', 'Back, {{name}} {{given}}'),
      ],
    },
    variables: { name: 'outer', list: ['a', 'b'] },
  };
  const inner: TinyFlow = {
    groups: { a: [say('in', '{{given}}, {{name}}?'), ask('q')] },
    variables: { given: null, name: 'inner' },
  };

  test('run on their own variables, take inputs and hand back outputs', () => {
    const program = tinyProgram(outer, { sub: inner });
    const first = start(program);
    expect(said(first)).toEqual(['a, b, inner?']);
    expect(first.state.frames).toHaveLength(2);
    expect(variables(first)).toEqual({ given: ['a', 'b'], name: 'inner' });
    const second = answer(program, first.state, 'Bob');
    expect(said(second)).toEqual(['Back, Bob ']);
    expect(second.state.frames).toHaveLength(1);
    expect(second.state.status).toBe('completed');
  });

  test('an `end` inside ends the whole conversation', () => {
    const ending: TinyFlow = { groups: { a: [{ id: 'f', type: 'finish', how: 'end', outcome: 'sold' }] } };
    const turn = talk(outer, [], { sub: ending });
    expect(said(turn)).toEqual([]);
    expect(turn.state).toMatchObject({ status: 'completed', outcome: 'sold' });
  });

  test('a subflow that the version does not hold fails the conversation', () => {
    expect(talk(outer).state).toMatchObject({ status: 'failed', problem: { code: 'no-such-flow' } });
  });
});

describe('triggers', () => {
  const flow: TinyFlow = {
    groups: {
      a: [ask('q'), say('done', 'Done {{name}}')],
      help: [say('helping'), ask('h')],
      menu: [say('menu')],
    },
    variables: { name: null },
    triggers: [
      { id: 'k', type: 'keyword', words: ['Help', 'hilfe bitte'] },
      { id: 'c', type: 'command', command: 'menu' },
      { id: 'loose', type: 'keyword', words: ['loose'] },
    ],
    edges: { '!k': 'help', '!c': 'menu' },
  };

  test.each(['help', '  HELP ', 'Hilfe Bitte'])(
    'the whole text %j jumps before the block sees it',
    (text) => {
      const turn = talk(flow, [text]);
      expect(said(turn)).toEqual(['helping']);
      expect(variables(turn)).toEqual({ name: null });
    },
  );

  test.each(['help me', 'loose'])('%j is an answer like any other', (text) => {
    expect(said(talk(flow, [text]))).toEqual([`Done ${text}`]);
  });

  test('a command jumps; an unknown one changes nothing', () => {
    const program = tinyProgram(flow);
    const { state } = start(program);
    const command = (name: string): Input => ({ type: 'command', command: name, now: NOW });
    expect(said(step(program, state, command('menu')))).toEqual(['menu']);
    expect(step(program, state, command('nope'))).toEqual({ state, effects: [], visited: [] });
  });

  test('leave a subflow: they belong to the conversation’s own flow', () => {
    const outer: TinyFlow = {
      ...flow,
      groups: { ...flow.groups, a: [{ id: 'call', type: 'subflow', flow: 'sub' }] },
    };
    const turn = talk(outer, ['help'], { sub: { groups: { a: [ask('q')] }, variables: { name: null } } });
    expect(said(turn)).toEqual(['helping']);
    expect(turn.state.frames).toHaveLength(1);
  });

  test('a keyword or a command may also begin a conversation', () => {
    const program = tinyProgram(flow);
    expect(said(step(program, null, { type: 'command', command: 'menu', person: ANN, now: NOW }))).toEqual([
      'menu',
    ]);
    const opening: Input = { type: 'answer', answer: { text: 'help' }, person: ANN, now: NOW };
    expect(said(step(program, null, opening))).toEqual(['helping']);
    expect(step(program, null, { ...opening, answer: { text: 'hello' } }).state.waitingAt).toBe('q');
  });
});
