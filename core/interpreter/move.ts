/** Carries out what a block wishes: effects, variables, and where the conversation goes from there. */
import type { Json, JsonObject } from '../json.ts';
import { under } from '../problem.ts';
import type { Awaiting } from './awaiting.ts';
import { type Move, NEXT, type Then } from './block.ts';
import { bytesOf, LIMITS, plain, Stopped, stopped } from './limits.ts';
import { portKey, type ReadyBlock } from './program.ts';
import { blockOf, emit, flowOf, hold, type Run, setTop, setVariables, topFlow, topFrame } from './run.ts';
import type { Frame, Place } from './state.ts';

/** What comes next in the turn, once a move is done. */
export type Next =
  | { readonly type: 'enter'; readonly block: ReadyBlock }
  | {
      readonly type: 'wait';
      readonly block: ReadyBlock;
      readonly awaiting: Awaiting;
      readonly timer?: number;
      readonly memory?: Json;
    }
  | { readonly type: 'again'; readonly block: ReadyBlock }
  | { readonly type: 'hand-off'; readonly block: ReadyBlock }
  | { readonly type: 'end'; readonly outcome?: string };

/** Does a block's move. */
export const carryOut = (run: Run, block: ReadyBlock, move: Move): Next => {
  for (const effect of move.effects ?? []) emit(run, effect, block.id);
  if (move.set) setVariables(run, move.set, block.id);
  return follow(run, block, move.then);
};

const follow = (run: Run, block: ReadyBlock, then: Then): Next => {
  switch (then.type) {
    case 'leave':
      return leave(run, block, then.port);
    case 'wait':
      return waiting(block, then);
    case 'again':
      return { type: 'again', block };
    case 'jump':
      if (then.andReturn) setTop(run, { ...topFrame(run), mark: { group: block.group, block: block.id } });
      return goTo(run, then.to);
    case 'return':
      return backToMark(run, block);
    case 'call':
      return call(run, block, then);
    case 'hand-off':
      return { type: 'hand-off', block };
    case 'end':
      return {
        type: 'end',
        ...(then.outcome === undefined ? {} : { outcome: then.outcome }),
      };
    case 'fail':
      throw new Stopped(under(block.id, then.problem));
  }
};

const waiting = (block: ReadyBlock, then: Then & { readonly type: 'wait' }): Next => {
  const timer = then.timer ?? (then.awaiting.type === 'wait' ? then.awaiting.seconds : undefined);
  return {
    type: 'wait',
    block,
    awaiting: then.awaiting,
    ...(timer === undefined ? {} : { timer }),
    ...(then.memory === undefined ? {} : { memory: plain(then.memory) }),
  };
};

/** The first block of a place; an empty group ends the flow. */
export const goTo = (run: Run, place: Place): Next => {
  const flow = topFlow(run);
  if (place.block !== undefined) return { type: 'enter', block: blockOf(run, place.block) };
  const group = flow.groups.get(place.group);
  if (!group) return stopped('no-such-group', place.group, 'The flow has no such group.');
  const [first] = group;
  return first ? { type: 'enter', block: first } : finishFlow(run);
};

/** By the port's edge; else by the edge "after this block"; else the next block of the group; else the flow ends. */
export const leave = (run: Run, block: ReadyBlock, port: string): Next => {
  const flow = topFlow(run);
  const hasNext = block.definition?.ports(block.settings).next ?? true;
  const to =
    flow.edges.get(portKey(block.id, port)) ??
    (hasNext ? flow.edges.get(portKey(block.id, NEXT)) : undefined);
  if (to) return goTo(run, to);
  const next = flow.groups.get(block.group)?.[block.index + 1];
  return next ? { type: 'enter', block: next } : finishFlow(run);
};

const backToMark = (run: Run, block: ReadyBlock): Next => {
  const { mark, ...frame } = topFrame(run);
  if (mark?.block === undefined) return leave(run, block, NEXT);
  setTop(run, frame);
  return leave(run, blockOf(run, mark.block), NEXT);
};

const call = (run: Run, block: ReadyBlock, then: Then & { readonly type: 'call' }): Next => {
  if (run.frames.length > LIMITS.subflows) {
    stopped(
      'subflows-too-deep',
      block.id,
      'More than 50 subflows run inside each other.',
      'A subflow probably calls itself: let it end instead.',
    );
  }
  const flow = flowOf(run, then.flow);
  hold(run, run.held + bytesOf(flow.initial), block.id);
  const frame: Frame = { flow: then.flow, variables: flow.initial, calledBy: block.id };
  run.frames = [...run.frames, then.outputs ? { ...frame, outputs: then.outputs } : frame];
  setVariables(run, then.inputs, block.id);
  return goTo(run, then.entry ?? flow.document.start);
};

/** The end of a flow: back to the block that called it, with its outputs; or the end of the conversation. */
const finishFlow = (run: Run): Next => {
  const done = topFrame(run);
  if (run.frames.length === 1 || done.calledBy === undefined) return { type: 'end' };
  run.frames = run.frames.slice(0, -1);
  run.held -= bytesOf(done.variables);
  setVariables(run, outputsOf(done), done.calledBy);
  return leave(run, blockOf(run, done.calledBy), NEXT);
};

const outputsOf = ({ outputs = {}, variables }: Frame): JsonObject =>
  Object.fromEntries(
    Object.entries(outputs).map(([outer, inner]) => [
      outer,
      (Object.hasOwn(variables, inner) ? variables[inner] : null) ?? null,
    ]),
  );
