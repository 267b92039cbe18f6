/** A conversation tried out turn by turn on a virtual clock: what the test panel, flow tests and `sluice run` stand on. */
import { type Instant, SECOND } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { type Problem, problem } from '../problem.ts';
import type { Awaiting } from './awaiting.ts';
import type { Effect } from './effect.ts';
import type { Answer, PersonView } from './input.ts';
import { verbatim } from './rendered.ts';
import type { Place, State, Status } from './state.ts';
import { type Program, step, type Turn, type VisitedBlock } from './step.ts';

export type SessionOptions = {
  /** Who talks; without one, the key is `seed:` and the seed. */
  readonly person?: PersonView;
  readonly seed?: number;
  /** When the conversation begins; the clock moves only by waits and silence. */
  readonly now: Instant;
  /** Begin there instead of at the flow's start. */
  readonly start?: Place;
};

/** What may happen to a conversation that waits, or was handed off. */
export type Cue =
  | { readonly type: 'answer'; readonly answer: Answer }
  /** Silence, until the waiting block's own timer runs out. */
  | { readonly type: 'elapsed' }
  /** A human gives the conversation back. */
  | { readonly type: 'hand-back' }
  | { readonly type: 'command'; readonly command: string };

export type SessionTurn = {
  /** null in the first turn. */
  readonly cue: Cue | null;
  /** The cue as a person would tell it: what was written, the labels picked, a file's name; null in the first turn. */
  readonly input: string | null;
  /** What was said, Markdown, values verbatim. */
  readonly messages: readonly string[];
  /** Labels of the items to choose from, when the turn ends in a choice. */
  readonly choices: readonly string[];
  /** Everything asked of the world, messages included, in order. */
  readonly effects: readonly Effect[];
  /** The blocks that ran, in order. */
  readonly visited: readonly VisitedBlock[];
  readonly status: Status;
  readonly state: State;
  /** When the turn ended, on the session's own clock. */
  readonly now: Instant;
};

/**
 * One moment of a conversation. Never changes: what happens next is a new session, so stepping back is keeping the
 * earlier one. What means nothing here (an answer to an ended conversation, silence without a timer) gives the same
 * session back.
 */
export type Session = {
  readonly program: Program;
  readonly now: Instant;
  /** Since it was started or continued. */
  readonly turns: readonly SessionTurn[];
  readonly state: State;
  readonly status: Status;
  readonly awaiting: Awaiting | null;
  /** The conversation's own, by name; the values of secret variables are "•••". */
  readonly variables: JsonObject;
  /** Every block that ran so far, in order. */
  readonly visited: readonly VisitedBlock[];
  /** What made it fail, or a flow that waits in a circle. */
  readonly problems: readonly Problem[];
  /** A text, or an answer with choices by id or a file. */
  readonly answer: (answer: string | Answer) => Session;
  readonly elapse: () => Session;
  readonly handBack: () => Session;
  readonly command: (command: string) => Session;
  readonly take: (cue: Cue) => Session;
};

/** Begins a conversation. Waits elapse at once and move the clock; the same options and cues give the same session. */
export const startSession = (program: Program, options: SessionOptions): Session => {
  const person = options.person ?? { key: `seed:${options.seed ?? 1}`, attributes: {} };
  const { now, start } = options;
  const first = step(program, null, { type: 'start', person, now, ...(start ? { at: start } : {}) });
  return sessionAfter(program, null, null, settled(program, first, now));
};

/** Goes on from a state that slept elsewhere; its turns are those from here on. */
export const continueSession = (program: Program, state: State, now: Instant): Session =>
  sessionOf(program, { state, now, turns: [], circles: [] });

const sessionAfter = (program: Program, before: Session | null, cue: Cue | null, turn: Settled): Session => {
  const { state, now } = turn;
  const turns = [...(before?.turns ?? []), told(cue, before?.awaiting ?? null, turn)];
  return sessionOf(program, { state, now, turns, circles: [...(before?.problems ?? []), ...turn.problems] });
};

type Moment = Pick<Session, 'state' | 'now' | 'turns'> & {
  /** Problems of waiting in circles. */
  readonly circles: readonly Problem[];
};

const sessionOf = (program: Program, { state, now, turns, circles }: Moment): Session => {
  const session: Session = {
    program,
    now,
    turns,
    state,
    status: state.status,
    awaiting: state.awaiting,
    variables: variablesOf(program, state),
    visited: turns.flatMap((each) => each.visited),
    problems: state.problem ? [...circles, state.problem] : circles,
    answer: (answer) =>
      session.take({ type: 'answer', answer: typeof answer === 'string' ? { text: answer } : answer }),
    elapse: () => session.take({ type: 'elapsed' }),
    handBack: () => session.take({ type: 'hand-back' }),
    command: (command) => session.take({ type: 'command', command }),
    take: (next) => afterCue(session, next),
  };
  return Object.freeze(session);
};

const afterCue = (session: Session, cue: Cue): Session => {
  const { program, state } = session;
  const silence = cue.type === 'elapsed' ? (state.timer?.seconds ?? 0) * SECOND : 0;
  const now = session.now + silence;
  const turn = step(program, state, { ...cue, now });
  const meansNothing = turn.state === state && turn.visited.length === 0;
  return meansNothing ? session : sessionAfter(program, session, cue, settled(program, turn, now));
};

type Settled = Turn & { readonly now: Instant; readonly problems: readonly Problem[] };

/** Waits that elapse in one turn, and blocks that run in it, before the flow counts as running in a circle. */
const MOST_WAITS = 1_000;
const MOST_BLOCKS = 20_000;

/** Lets waits elapse. */
const settled = (program: Program, first: Turn, begun: Instant): Settled => {
  let { state } = first;
  let now = begun;
  const effects = [...first.effects];
  const visited = [...first.visited];
  const problems: Problem[] = [];
  for (let waits = 0; state.awaiting?.type === 'wait' && state.timer; waits += 1) {
    if (waits === MOST_WAITS || visited.length > MOST_BLOCKS) {
      problems.push(problem('endless-wait', state.waitingAt ?? '', 'This flow waits in a circle.'));
      break;
    }
    now += state.timer.seconds * SECOND;
    const turn = step(program, state, { type: 'elapsed', now });
    state = turn.state;
    effects.push(...turn.effects);
    visited.push(...turn.visited);
  }
  return { state, effects, visited, now, problems };
};

const told = (
  cue: Cue | null,
  asked: Awaiting | null,
  { state, effects, visited, now }: Settled,
): SessionTurn => ({
  cue,
  input: cue === null ? null : inWords(cue, asked),
  messages: effects.flatMap((effect) => (effect.type === 'message' ? [verbatim(effect.text)] : [])),
  choices: state.awaiting?.type === 'choice' ? state.awaiting.items.map((item) => item.label) : [],
  effects,
  visited,
  status: state.status,
  state,
  now,
});

/** An answer as people read it, given what was asked: labels instead of ids. */
const inWords = (cue: Cue, asked: Awaiting | null): string => {
  if (cue.type === 'command') return cue.command;
  if (cue.type !== 'answer') return '';
  const { text, choice, choices = choice === undefined ? [] : [choice], file } = cue.answer;
  const items = asked?.type === 'choice' ? asked.items : [];
  const labels = choices.map((id) => items.find((item) => item.id === id)?.label ?? id);
  return labels.length > 0 ? labels.join(', ') : (text ?? file?.name ?? '');
};

const MASK = '•••';

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
