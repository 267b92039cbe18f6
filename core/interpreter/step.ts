/** One turn of a conversation: an input goes in, the new state and the wishes come out. Pure and deterministic. */
import { folded } from '../audience/scalar.ts';
import { type Problem, problem } from '../problem.ts';
import { type Move, NEXT, type Resumption } from './block.ts';
import { contextOf } from './context.ts';
import type { Effect } from './effect.ts';
import type { Input } from './input.ts';
import { bytesOf, LIMITS, Stopped, stopped } from './limits.ts';
import { carryOut, goTo, leave, type Next } from './move.ts';
import type { Program, ReadyBlock } from './program.ts';
import { blockOf, flowOf, hold, newRun, type Run, topFrame, type VisitedBlock, visit } from './run.ts';
import type { Place, State } from './state.ts';

export { type Program, prepareProgram } from './program.ts';
export type { VisitedBlock } from './run.ts';

export type Turn = {
  readonly state: State;
  readonly effects: readonly Effect[];
  /** The blocks that ran, in order: the one that took the answer first, the one that waits now last. */
  readonly visited: readonly VisitedBlock[];
};
export type Step = (program: Program, state: State | null, input: Input) => Turn;

/**
 * Takes one input in and runs blocks until the conversation waits again or ends. Never throws: what cannot go on
 * ends as "failed", with the problem in the state and a handoff to humans among the effects.
 *
 * `state` is null for a new conversation. An input that means nothing here (a late timer, an unknown command, any
 * input to an ended conversation) gives the same state back, and nothing else.
 */
export const step: Step = (program, state, input) => {
  if (state !== null && !takesInput(state, input)) return unmoved(state);
  const run = newRun(program, state, input);
  try {
    if (state === null) return settle(run, null, drive(run, begin(run, input)));
    const first = takeIn(run, state, input);
    return first === null ? unmoved(state) : settle(run, state, drive(run, first));
  } catch (error) {
    return failed(run, error instanceof Stopped ? error.problem : broken(error));
  }
};

const unmoved = (state: State): Turn => ({ state, effects: [], visited: [] });

const takesInput = (state: State, input: Input): boolean =>
  input.type === 'hand-back' ? state.status === 'handed-off' : state.status === 'waiting';

const begin = (run: Run, input: Input): Next => {
  const flow = flowOf(run, '');
  run.frames = [{ flow: '', variables: flow.initial }];
  hold(run, bytesOf(flow.initial), '');
  const asked = input.type === 'start' ? input.at : undefined;
  return goTo(run, triggered(run, input) ?? asked ?? flow.document.start);
};

/** A waiting conversation meets an input; null when the input means nothing to it. */
const takeIn = (run: Run, state: State, input: Input): Next | null => {
  if (input.type === 'hand-back') return leave(run, blockOf(run, state.waitingAt ?? ''), NEXT);
  const target = triggered(run, input);
  if (target) {
    run.frames = run.frames.slice(0, 1); // triggers belong to the conversation's own flow
    run.held = bytesOf(topFrame(run).variables);
    return goTo(run, target);
  }
  const memory = state.memory ?? null;
  if (input.type === 'answer' && state.awaiting?.type !== 'wait') {
    return resume(run, state, { type: 'answer', answer: input.answer, memory });
  }
  if (input.type === 'elapsed' && state.timer) return resume(run, state, { type: 'elapsed', memory });
  return null;
};

/** Where a keyword (the whole text, any case) or a command leads; triggers of the conversation's own flow only. */
const triggered = (run: Run, input: Input): Place | undefined => {
  const { keywords, commands } = flowOf(run, '');
  if (input.type === 'command') return commands.get(input.command);
  if (input.type !== 'answer' || input.answer.text === undefined || keywords.size === 0) return undefined;
  return keywords.get(folded(input.answer.text));
};

const resume = (run: Run, state: State, resumption: Resumption): Next => {
  const block = blockOf(run, state.waitingAt ?? '');
  if (!block.definition?.resume)
    return stopped('block-cannot-resume', block.id, 'This block cannot take an answer.');
  visit(run, block);
  const move = block.definition.resume(block.settings, resumption, contextOf(run, block, state.tries));
  return carryOut(run, block, move);
};

/** Enters block after block until one waits or the flow ends. */
const drive = (run: Run, first: Next): Next => {
  let next = first;
  while (next.type === 'enter') {
    visit(run, next.block);
    if (run.visited.length > LIMITS.blocks) {
      stopped(
        'too-many-blocks',
        next.block.id,
        'More than 1,000 blocks ran in one turn.',
        'The flow probably runs in a circle: ask or wait somewhere in it.',
      );
    }
    next = carryOut(run, next.block, enter(run, next.block));
  }
  return next;
};

const enter = (run: Run, block: ReadyBlock): Move => {
  if (!block.definition) throw new Stopped(block.problem);
  return block.definition.enter(block.settings, contextOf(run, block, 0));
};

/** Writes the turn down. */
const settle = (run: Run, before: State | null, next: Next): Turn => {
  const state = stateAfter(run, before, next);
  if (bytesOf(state) > LIMITS.state) {
    stopped('state-too-big', '', 'This conversation would hold more than 1 MB.', 'Keep less in variables.');
  }
  return { state, effects: run.effects, visited: run.visited };
};

const stateAfter = (run: Run, before: State | null, next: Next): State => {
  const common = { schema: 1, frames: run.frames, person: run.person } as const;
  switch (next.type) {
    case 'wait':
      return {
        ...common,
        status: 'waiting',
        waitingAt: next.block.id,
        awaiting: next.awaiting,
        tries: 0,
        ...(next.timer === undefined ? {} : { timer: { seconds: next.timer } }),
        ...(next.memory === undefined ? {} : { memory: next.memory }),
      };
    case 'again':
      if (!before || before.waitingAt !== next.block.id)
        return stopped('block-cannot-resume', '', 'A block asked again that had not asked.');
      return { ...before, ...common, tries: before.tries + 1 };
    case 'hand-off':
      return { ...common, status: 'handed-off', waitingAt: next.block.id, awaiting: null, tries: 0 };
    case 'end':
      return {
        ...common,
        status: 'completed',
        awaiting: null,
        tries: 0,
        ...(next.outcome === undefined ? {} : { outcome: next.outcome }),
      };
    case 'enter':
      throw new Error('drive stopped before the blocks did'); // a bug of this file
  }
};

const failedState = (run: Run, found: Problem): State => ({
  schema: 1,
  status: 'failed',
  frames: run.frames,
  awaiting: null,
  tries: 0,
  person: run.person,
  problem: found,
});

/** What was said so far stays said; humans take over. */
const failed = (run: Run, found: Problem): Turn => ({
  state: failedState(run, found),
  effects: [...run.effects, { type: 'handoff', context: { problem: found.code, says: found.says } }],
  visited: run.visited,
});

/** A block that throws is a bug; it must not take other conversations with it. */
const broken = (error: unknown): Problem =>
  problem(
    'block-broke',
    '',
    'A block broke while it ran.',
    error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : '',
  );
