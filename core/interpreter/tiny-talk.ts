/** Conversations for tests, in one line: begin, answer, hear what was said. */
import type { Json } from '../json.ts';
import { verbatim } from './rendered.ts';
import type { State } from './state.ts';
import { type Program, step, type Turn } from './step.ts';
import { type TinyFlow, tinyProgram } from './tiny-flow.ts';

export const NOW = Date.UTC(2026, 2, 9, 9, 0, 0);
export const ANN = { key: 'ann', attributes: { plan: 'gold', tags: ['VIP'] } };

/** Begins a conversation with Ann. */
export const start = (program: Program): Turn =>
  step(program, null, { type: 'start', person: ANN, now: NOW });
export const answer = (program: Program, state: State, text: string): Turn =>
  step(program, state, { type: 'answer', answer: { text }, now: NOW });
/** What the turn said, values verbatim. */
export const said = ({ effects }: Turn): readonly string[] =>
  effects.flatMap((effect) => (effect.type === 'message' ? [verbatim(effect.text)] : []));
/** The variables of the flow that runs. */
export const variables = ({ state }: Turn): Json => state.frames.at(-1)?.variables ?? null;

/** Starts, then answers with each text; gives what the last turn said and its state. */
export const talk = (
  flow: TinyFlow,
  texts: readonly string[] = [],
  subflows: Record<string, TinyFlow> = {},
): Turn => {
  const program = tinyProgram(flow, subflows);
  return texts.reduce((turn, text) => answer(program, turn.state, text), start(program));
};

/** Short for two blocks. */
export const say = (id: string, text = id) => ({ id, type: 'say', text });
export const ask = (id: string, variable = 'name') => ({ id, type: 'ask', variable });
