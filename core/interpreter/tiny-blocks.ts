/** A handful of blocks for tests of the interpreter: small enough to see through, together they make every move. */
import { z } from 'zod';
import type { Json } from '../json.ts';
import { type BlockDefinition, type BlockLibrary, defineBlock, NEXT } from './block.ts';
import { conditionSchema } from './condition.ts';

const name = z.string();
const place = z.strictObject({ group: z.string(), block: z.string().exactOptional() });

const say = defineBlock({
  type: 'say',
  family: 'say',
  title: 'Say',
  settings: z.strictObject({ text: z.string() }),
  ports: () => ({ named: [], next: true }),
  enter: ({ text }, context) => ({
    effects: [{ type: 'message', text: context.render(text) }],
    then: { type: 'leave', port: NEXT },
  }),
  check: ({ text }, context) => context.template('text', text),
});

/** Asks for a text; "no" is refused, twice at most; `timeout` leaves by "late". */
const ask = defineBlock({
  type: 'ask',
  family: 'ask',
  title: 'Ask',
  settings: z.strictObject({ variable: name, timeout: z.number().exactOptional() }),
  ports: () => ({ named: ['late', 'invalid'], next: true }),
  enter: ({ timeout }) => ({
    then: {
      type: 'wait',
      awaiting: { type: 'input', kind: 'text', required: true },
      ...(timeout === undefined ? {} : { timer: timeout }),
      memory: { asked: true },
    },
  }),
  resume: ({ variable }, input, context) => {
    if (input.type === 'elapsed') return { then: { type: 'leave', port: 'late' } };
    const text = input.answer.text ?? '';
    if (text !== 'no') return { set: { [variable]: text }, then: { type: 'leave', port: NEXT } };
    if (context.tries >= 2) return { then: { type: 'leave', port: 'invalid' } };
    return {
      effects: [{ type: 'message', text: [`try ${context.tries + 1}`] }],
      then: { type: 'again' },
    };
  },
});

const set = defineBlock({
  type: 'set',
  family: 'logic',
  title: 'Set',
  settings: z.strictObject({ variable: name, to: z.string() }),
  ports: () => ({ named: [], next: true }),
  enter: ({ variable, to }, context) => {
    const value = context.evaluate(to);
    return {
      set: { [variable]: value.ok ? value.value : null },
      then: { type: 'leave', port: NEXT },
    };
  },
  check: ({ to }, context) => context.expression('to', to),
});

const when = defineBlock({
  type: 'when',
  family: 'logic',
  title: 'When',
  settings: z.strictObject({ condition: conditionSchema }),
  ports: () => ({ named: ['yes', 'no'], next: false }),
  enter: ({ condition }, context) => ({
    then: { type: 'leave', port: context.holds(condition) ? 'yes' : 'no' },
  }),
  check: ({ condition }, context) => context.condition('condition', condition),
});

const go = defineBlock({
  type: 'go',
  family: 'logic',
  title: 'Go',
  settings: z.strictObject({ to: place, andReturn: z.boolean().default(false) }),
  ports: ({ andReturn }) => ({ named: [], next: andReturn }),
  enter: ({ to, andReturn }) => ({ then: { type: 'jump', to, andReturn } }),
});

const back = defineBlock({
  type: 'back',
  family: 'logic',
  title: 'Back',
  settings: z.strictObject({}),
  ports: () => ({ named: [], next: true }),
  enter: () => ({ then: { type: 'return' } }),
});

const subflow = defineBlock({
  type: 'subflow',
  family: 'logic',
  title: 'Subflow',
  settings: z.strictObject({
    flow: z.string(),
    inputs: z.record(name, z.string()).default({}),
    outputs: z.record(name, name).default({}),
  }),
  ports: () => ({ named: [], next: true }),
  enter: ({ flow, inputs, outputs }, context) => ({
    then: {
      type: 'call',
      flow,
      inputs: Object.fromEntries(
        Object.entries(inputs).map(([to, from]): [string, Json] => [to, context.value(from)]),
      ),
      outputs,
    },
  }),
});

const pause = defineBlock({
  type: 'pause',
  family: 'logic',
  title: 'Pause',
  settings: z.strictObject({ seconds: z.number() }),
  ports: () => ({ named: [], next: true }),
  enter: ({ seconds }) => ({
    effects: [{ type: 'wait', seconds }],
    then: { type: 'wait', awaiting: { type: 'wait', seconds } },
  }),
  resume: () => ({ then: { type: 'leave', port: NEXT } }),
});

const note = defineBlock({
  type: 'note',
  family: 'call',
  title: 'Note',
  settings: z.strictObject({
    add: z.array(z.string()).default([]),
    remove: z.array(z.string()).default([]),
    attribute: z.string().exactOptional(),
    value: z.string().default(''),
  }),
  ports: () => ({ named: [], next: true }),
  enter: ({ add, remove, attribute, value }, context) => ({
    effects: [
      { type: 'tag', add, remove },
      ...(attribute === undefined
        ? []
        : [{ type: 'attribute', name: attribute, value: context.text(value) } as const]),
    ],
    then: { type: 'leave', port: NEXT },
  }),
});

const finish = defineBlock({
  type: 'finish',
  family: 'end',
  title: 'Finish',
  settings: z.strictObject({
    how: z.enum(['end', 'human', 'fail', 'throw']),
    outcome: z.string().exactOptional(),
  }),
  ports: () => ({ named: [], next: false }),
  enter: ({ how, outcome }) => {
    if (how === 'throw') throw new Error('a bug in a block');
    if (how === 'human') return { effects: [{ type: 'handoff' }], then: { type: 'hand-off' } };
    if (how === 'fail') {
      return { then: { type: 'fail', problem: { code: 'told', at: '', says: 'It failed.', hint: '' } } };
    }
    return { then: { type: 'end', ...(outcome === undefined ? {} : { outcome }) } };
  },
});

/** Adds a tiny block to the library; its own schema parses its settings before its functions see them. */
const entry = <Settings>(definition: BlockDefinition<Settings>): [string, BlockDefinition<never>] => [
  definition.type,
  definition as unknown as BlockDefinition<never>, // settings come from the definition's own schema
];

export const tinyLibrary: BlockLibrary = new Map([
  entry(say),
  entry(ask),
  entry(set),
  entry(when),
  entry(go),
  entry(back),
  entry(subflow),
  entry(pause),
  entry(note),
  entry(finish),
]);
