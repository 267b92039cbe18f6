/** One turn: blocks run until one waits; answers, timers and the end; the same input gives the same turn. */
import { describe, expect, test } from 'vitest';
import type { Input } from './input.ts';
import { step } from './step.ts';
import { type TinyFlow, tinyProgram } from './tiny-flow.ts';
import { ANN, answer, ask, NOW, said, say, start, talk } from './tiny-talk.ts';

describe('a turn', () => {
  test('runs a group top to bottom and completes after its last block', () => {
    const turn = talk({ groups: { a: [say('one'), say('two')] } });
    expect(said(turn)).toEqual(['one', 'two']);
    expect(turn.state).toMatchObject({ status: 'completed', awaiting: null });
    expect(turn.state.waitingAt).toBeUndefined();
  });

  test('stops where a block waits, and goes on from there with the answer', () => {
    const flow = {
      groups: { a: [say('hello'), ask('q'), say('hi', 'Hi {{name}}')] },
      variables: { name: null },
    };
    const program = tinyProgram(flow);
    const first = start(program);
    expect(first.state).toMatchObject({
      status: 'waiting',
      waitingAt: 'q',
      memory: { asked: true },
      tries: 0,
    });
    const second = answer(program, first.state, 'Ann');
    expect(said(second)).toEqual(['Hi Ann']);
    expect(second.state.status).toBe('completed');
  });

  test('follows the edge of the port; without one goes on to the next block', () => {
    const flow = (edges: Record<string, string>): TinyFlow => ({
      groups: {
        a: [
          {
            id: 'w',
            type: 'when',
            condition: { all: [{ left: 'person.plan', op: 'equals', right: 'gold' }] },
          },
          say('next'),
        ],
        b: [say('yes')],
        c: [say('no')],
      },
      edges,
    });
    expect(said(talk(flow({ 'w.yes': 'b', 'w.no': 'c' })))).toEqual(['yes']);
    expect(said(talk(flow({ 'w.no': 'c' })))).toEqual(['next']);
  });

  test('a named port without an edge takes the edge after the block, when the block has one', () => {
    const flow = {
      groups: { a: [{ ...ask('q'), timeout: 60 }, say('next')], b: [say('elsewhere')] },
      edges: { q: 'b' },
      variables: { name: null },
    };
    const program = tinyProgram(flow);
    const late = step(program, start(program).state, { type: 'elapsed', now: NOW });
    expect(said(late)).toEqual(['elsewhere']);
  });

  test('an edge may lead into the middle of a group', () => {
    expect(
      said(talk({ groups: { a: [say('one')], b: [say('two'), say('three')] }, edges: { one: 'b.three' } })),
    ).toEqual(['one', 'three']);
  });

  test('the same input on the same state gives the same turn', () => {
    const program = tinyProgram({
      groups: { a: [ask('q'), say('hi', '{{name}}')] },
      variables: { name: null },
    });
    const { state } = start(program);
    const frozen = JSON.stringify(state);
    expect(answer(program, state, 'x')).toEqual(answer(program, state, 'x'));
    expect(JSON.stringify(state)).toBe(frozen);
  });
});

describe('answers that do not fit', () => {
  const flow = {
    groups: { a: [ask('q'), say('ok')], b: [say('given up')] },
    edges: { 'q.invalid': 'b' },
    variables: { name: null },
  };

  test('count as tries and keep the block waiting', () => {
    const turn = talk(flow, ['no', 'no']);
    expect(said(turn)).toEqual(['try 2']);
    expect(turn.state).toMatchObject({
      status: 'waiting',
      waitingAt: 'q',
      tries: 2,
      memory: { asked: true },
    });
  });

  test('the count begins again at the next question', () => {
    const twice = { groups: { a: [ask('q'), ask('r')] }, variables: { name: null } };
    expect(talk(twice, ['no', 'yes']).state).toMatchObject({ waitingAt: 'r', tries: 0 });
  });

  test('the block decides when enough is enough', () => {
    expect(said(talk(flow, ['no', 'no', 'no']))).toEqual(['given up']);
  });
});

describe('timers', () => {
  const flow = {
    groups: { a: [{ ...ask('q'), timeout: 60 }, say('ok')], b: [say('too late')] },
    edges: { 'q.late': 'b' },
    variables: { name: null },
  };

  test('a waiting block may ask for one, and is told when it has elapsed', () => {
    const program = tinyProgram(flow);
    const { state } = start(program);
    expect(state.timer).toEqual({ seconds: 60 });
    expect(said(step(program, state, { type: 'elapsed', now: NOW }))).toEqual(['too late']);
  });

  test('a late timer of a block that has none changes nothing', () => {
    const program = tinyProgram({ groups: { a: [ask('q')] }, variables: { name: null } });
    const { state } = start(program);
    expect(step(program, state, { type: 'elapsed', now: NOW })).toEqual({ state, effects: [], visited: [] });
  });

  test('a pause waits for its time; what people write meanwhile changes nothing', () => {
    const program = tinyProgram({ groups: { a: [{ id: 'p', type: 'pause', seconds: 5 }, say('after')] } });
    const { state, effects } = start(program);
    expect(effects).toEqual([{ type: 'wait', seconds: 5 }]);
    expect(state).toMatchObject({ awaiting: { type: 'wait', seconds: 5 }, timer: { seconds: 5 } });
    expect(answer(program, state, 'hello?')).toEqual({ state, effects: [], visited: [] });
    expect(said(step(program, state, { type: 'elapsed', now: NOW + 5_000 }))).toEqual(['after']);
  });
});

describe('the person', () => {
  test('what the flow does to them is seen by the blocks that follow', () => {
    const flow: TinyFlow = {
      groups: {
        a: [
          {
            id: 'n',
            type: 'note',
            add: ['New', 'VIP'],
            remove: ['Old'],
            attribute: 'city',
            value: '{{town}}',
          },
          say('s', '{{person.tags}} in {{person.city}}, {{person.plan}}'),
        ],
      },
      variables: { town: 'Bern' },
    };
    const turn = talk(flow);
    expect(said(turn)).toEqual(['VIP, New in Bern, gold']);
    expect(turn.state.person.attributes).toEqual({ plan: 'gold', tags: ['VIP', 'New'], city: 'Bern' });
  });

  test('newer attributes that come with an input are used', () => {
    const program = tinyProgram({
      groups: { a: [ask('q'), say('s', '{{person.plan}}')] },
      variables: { name: null },
    });
    const turn = step(program, start(program).state, {
      type: 'answer',
      answer: { text: 'x' },
      person: { key: 'ann', attributes: { plan: 'silver' } },
      now: NOW,
    });
    expect(said(turn)).toEqual(['silver']);
  });
});

describe('the end', () => {
  const finish = (how: string) => ({ groups: { a: [say('one'), { id: 'f', type: 'finish', how }] } });

  test('hands off to humans', () => {
    const turn = talk(finish('human'));
    expect(turn.state.status).toBe('handed-off');
    expect(turn.effects.at(-1)).toEqual({ type: 'handoff' });
  });

  test('humans may give the conversation back: it goes on after the block that handed it off', () => {
    const program = tinyProgram({ groups: { a: [{ id: 'f', type: 'finish', how: 'human' }, say('again')] } });
    const { state } = start(program);
    const back = step(program, state, { type: 'hand-back', now: NOW });
    expect(said(back)).toEqual(['again']);
    expect(back.state.status).toBe('completed');
    expect(step(program, back.state, { type: 'hand-back', now: NOW })).toEqual({
      state: back.state,
      effects: [],
      visited: [],
    });
  });

  test('a block that cannot go on fails the conversation, keeps what was said and calls humans', () => {
    const turn = talk(finish('fail'));
    expect(said(turn)).toEqual(['one']);
    expect(turn.state).toMatchObject({
      status: 'failed',
      awaiting: null,
      problem: { code: 'told', at: 'f' },
    });
    expect(turn.effects.at(-1)).toEqual({
      type: 'handoff',
      context: { problem: 'told', says: 'It failed.' },
    });
  });

  test('a block that throws fails only its own conversation', () => {
    const turn = talk(finish('throw'));
    expect(turn.state).toMatchObject({
      status: 'failed',
      problem: { code: 'block-broke', hint: 'Error: a bug in a block' },
    });
    expect(turn.effects.at(-1)?.type).toBe('handoff');
  });

  test.each(['end', 'human', 'fail'])('after "%s" no input changes anything', (how) => {
    const program = tinyProgram(finish(how));
    const { state } = start(program);
    for (const input of [
      { type: 'answer', answer: { text: 'x' }, now: NOW },
      { type: 'elapsed', now: NOW },
      { type: 'start', person: ANN, now: NOW },
    ] satisfies Input[]) {
      expect(step(program, state, input)).toEqual({ state, effects: [], visited: [] });
    }
  });

  test('an edge that leads nowhere fails with where it led', () => {
    expect(talk({ groups: { a: [say('x')] }, edges: { x: 'gone' } }).state.problem).toMatchObject({
      code: 'no-such-group',
      at: 'gone',
    });
    expect(talk({ groups: { a: [say('x')] }, edges: { x: 'a.gone' } }).state.problem?.code).toBe(
      'no-such-block',
    );
  });
});

describe('hostile names', () => {
  test('variables called __proto__ and constructor are plain data', () => {
    const flow = {
      groups: {
        a: [ask('q', '__proto__'), ask('r', 'constructor'), say('s', '{{constructor}} {{toString}}')],
      },
      variables: JSON.parse('{"__proto__": null, "constructor": null}') as Record<string, unknown>, // hostile on purpose
    };
    const turn = talk(flow, ['p', 'c']);
    expect(said(turn)).toEqual(['c ']);
    expect(Object.entries(turn.state.frames[0]?.variables ?? {})).toEqual([
      ['__proto__', 'p'],
      ['constructor', 'c'],
    ]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(String({})).toBe('[object Object]');
  });
});
