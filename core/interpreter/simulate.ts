/** Runs a conversation without a server, on a virtual clock: for `sluice run`, for tests and for transcripts. */
import { type Instant, SECOND } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { type Problem, problem } from '../problem.ts';
import type { Effect } from './effect.ts';
import type { PersonView } from './input.ts';
import { verbatim } from './rendered.ts';
import type { State, Status } from './state.ts';
import { type Program, step, type Turn } from './step.ts';

export type SimulationOptions = {
  /** What the person writes, in order; the first answers the first question. */
  readonly inputs?: readonly string[];
  /** Who talks; without one, the key is `seed:` and the seed. */
  readonly person?: PersonView;
  readonly seed?: number;
  readonly now: Instant;
};

export type SimulatedTurn = {
  /** null in the first turn. */
  readonly input: string | null;
  /** What was said, Markdown, values verbatim. */
  readonly messages: readonly string[];
  /** Labels of the items to choose from, when the turn ends in a choice. */
  readonly choices: readonly string[];
  /** What else was asked of the world. */
  readonly effects: readonly Exclude<Effect, { type: 'message' }>[];
};

export type Simulation = {
  readonly status: Status;
  readonly turns: readonly SimulatedTurn[];
  /** By name; the values of secret variables are "•••". */
  readonly variables: JsonObject;
};

/** Waits that elapse in one turn before the flow counts as running in a circle. */
const MOST_WAITS = 1_000;
const MASK = '•••';

/**
 * The conversation as `sluice run` prints it, and the problems met on the way: inputs that nobody asked for, and what
 * made the conversation fail. Waits elapse at once and move the clock; the same options give the same answer.
 */
export const simulate = (
  program: Program,
  options: SimulationOptions,
): { readonly simulation: Simulation; readonly problems: readonly Problem[]; readonly state: State } => {
  const inputs = options.inputs ?? [];
  const person = options.person ?? { key: `seed:${options.seed ?? 1}`, attributes: {} };
  const problems: Problem[] = [];
  let now = options.now;
  const settle = (first: Turn): Turn => {
    let { state } = first;
    const effects = [...first.effects];
    for (let waits = 0; state.awaiting?.type === 'wait' && state.timer; waits += 1) {
      if (waits === MOST_WAITS) {
        problems.push(problem('endless-wait', state.waitingAt ?? '', 'This flow waits in a circle.'));
        break;
      }
      now += state.timer.seconds * SECOND;
      const turn = step(program, state, { type: 'elapsed', now });
      state = turn.state;
      effects.push(...turn.effects);
    }
    return { state, effects };
  };

  let turn = settle(step(program, null, { type: 'start', person, now }));
  const turns: SimulatedTurn[] = [told(null, turn)];
  for (const [index, input] of inputs.entries()) {
    if (turn.state.status !== 'waiting') {
      problems.push(surplus(inputs.length - index, index));
      break;
    }
    turn = settle(step(program, turn.state, { type: 'answer', answer: { text: input }, now }));
    turns.push(told(input, turn));
  }
  const { state } = turn;
  if (state.problem) problems.push(state.problem);
  const simulation = { status: state.status, turns, variables: variablesOf(program, state) };
  return { simulation, problems, state };
};

const surplus = (count: number, index: number): Problem =>
  problem(
    'surplus-input',
    `inputs.${index}`,
    `The conversation ended before ${count === 1 ? 'the last input' : `the last ${count} inputs`}.`,
    'Remove them, or see why the flow ends early.',
  );

const told = (input: string | null, { state, effects }: Turn): SimulatedTurn => ({
  input,
  messages: effects.flatMap((effect) => (effect.type === 'message' ? [verbatim(effect.text)] : [])),
  choices: state.awaiting?.type === 'choice' ? state.awaiting.items.map((item) => item.label) : [],
  effects: effects.filter((effect) => effect.type !== 'message'),
});

/** The conversation's own variables; a secret one shows only whether it is set. */
const variablesOf = (program: Program, state: State): JsonObject => {
  const secret = new Set(
    program.version.document.variables.filter((each) => each.secret).map((each) => each.name),
  );
  const entries = Object.entries(state.frames[0]?.variables ?? {});
  return Object.fromEntries(
    entries.map(([name, value]): [string, Json] => [name, secret.has(name) && value !== null ? MASK : value]),
  );
};
