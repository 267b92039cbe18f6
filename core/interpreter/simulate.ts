/** Runs a conversation without a server, on a virtual clock: for `sluice run`, for tests and for transcripts. */
import type { JsonObject } from '../json.ts';
import { type Problem, problem } from '../problem.ts';
import type { Effect } from './effect.ts';
import { type SessionOptions, type SessionTurn, startSession } from './session.ts';
import type { State, Status } from './state.ts';
import type { Program } from './step.ts';

export type SimulationOptions = SessionOptions & {
  /** What the person writes, in order; the first answers the first question. */
  readonly inputs?: readonly string[];
};

export type SimulatedTurn = Pick<SessionTurn, 'input' | 'messages' | 'choices'> & {
  /** What was asked of the world besides messages. */
  readonly effects: readonly Exclude<Effect, { type: 'message' }>[];
};

export type Simulation = {
  readonly status: Status;
  readonly turns: readonly SimulatedTurn[];
  /** By name; the values of secret variables are "•••". */
  readonly variables: JsonObject;
};

/**
 * The conversation as `sluice run` prints it, and the problems met on the way: inputs that nobody asked for, and what
 * made the conversation fail. Waits elapse at once and move the clock; the same options give the same answer.
 */
export const simulate = (
  program: Program,
  { inputs = [], ...options }: SimulationOptions,
): { readonly simulation: Simulation; readonly problems: readonly Problem[]; readonly state: State } => {
  let session = startSession(program, options);
  let unheard: readonly Problem[] = [];
  for (const [index, input] of inputs.entries()) {
    if (session.status !== 'waiting') {
      unheard = [surplus(inputs.length - index, index)];
      break;
    }
    session = session.answer(input);
  }
  const { status, variables, state, problems } = session;
  const turns = session.turns.map(simulated);
  return { simulation: { status, turns, variables }, problems: [...unheard, ...problems], state };
};

const surplus = (count: number, index: number): Problem =>
  problem(
    'surplus-input',
    `inputs.${index}`,
    `The conversation ended before ${count === 1 ? 'the last input' : `the last ${count} inputs`}.`,
    'Remove them, or see why the flow ends early.',
  );

const simulated = ({ input, messages, choices, effects }: SessionTurn): SimulatedTurn => ({
  input,
  messages,
  choices,
  effects: effects.filter((effect) => effect.type !== 'message'),
});
