/** The working copy of one turn: what changes while blocks run, until it is written down as a state. */
import type { Instant } from '../instant.ts';
import { type Json, type JsonObject, own } from '../json.ts';
import type { Effect } from './effect.ts';
import type { Input, PersonView } from './input.ts';
import { bytesOf, LIMITS, plain, stopped } from './limits.ts';
import type { Program, ReadyBlock, ReadyFlow } from './program.ts';
import type { Frame, State } from './state.ts';
import { isList } from './text.ts';

/** A block that ran; "" is the conversation's own flow, else the subflow's id. */
export type VisitedBlock = { readonly flow: string; readonly block: string };

/** Mutable on purpose, and never outlives the turn. */
export type Run = {
  readonly program: Program;
  readonly now: Instant;
  readonly effects: Effect[];
  person: PersonView;
  frames: readonly Frame[];
  readonly visited: VisitedBlock[];
  /** Characters said and asked so far. */
  said: number;
  /** Bytes that the variables of all frames take. */
  held: number;
};

const NOBODY: PersonView = { key: '', attributes: {} };

export const newRun = (program: Program, state: State | null, input: Input): Run => ({
  program,
  now: input.now,
  effects: [],
  person: input.person ?? state?.person ?? NOBODY,
  frames: state?.frames ?? [],
  visited: [],
  said: 0,
  held: (state?.frames ?? []).reduce((sum, frame) => sum + bytesOf(frame.variables), 0),
});

export const topFrame = (run: Run): Frame =>
  run.frames.at(-1) ?? stopped('no-frame', '', 'This conversation has no running flow.');

/** A flow of the version by id ("" is its own). */
export const flowOf = (run: Run, id: string): ReadyFlow =>
  run.program.flows.get(id) ?? stopped('no-such-flow', '', `The version has no flow "${id}".`);

/** Notes that a block of the running flow runs. */
export const visit = (run: Run, block: ReadyBlock): void => {
  run.visited.push({ flow: topFrame(run).flow, block: block.id });
};

export const topFlow = (run: Run): ReadyFlow => flowOf(run, topFrame(run).flow);

export const blockOf = (run: Run, id: string): ReadyBlock =>
  topFlow(run).blocks.get(id) ?? stopped('no-such-block', id, 'The flow has no such block.');

/** Replaces the top frame. */
export const setTop = (run: Run, frame: Frame): void => {
  run.frames = [...run.frames.slice(0, -1), frame];
};

/** Sets declared variables of the top frame; unknown names are ignored. Stops before a limit is passed. */
export const setVariables = (run: Run, values: { readonly [name: string]: Json }, at: string): void => {
  const frame = topFrame(run);
  const known: JsonObject = frame.variables;
  let held = run.held;
  const changed: [string, Json][] = [];
  for (const [name, given] of Object.entries(values)) {
    if (!Object.hasOwn(known, name)) continue;
    const value = plain(given);
    const bytes = bytesOf(value);
    if (bytes > LIMITS.variable) {
      stopped(
        'variable-too-big',
        at,
        `The variable "${name}" would hold more than 64 KB.`,
        'Keep less in it.',
      );
    }
    held += bytes - bytesOf(known[name]);
    changed.push([name, value]);
  }
  hold(run, held, at);
  // fromEntries defines own properties, so a variable named "__proto__" is only a name
  setTop(run, { ...frame, variables: Object.fromEntries([...Object.entries(known), ...changed]) });
};

/** Notes the bytes held by variables, or stops. */
export const hold = (run: Run, bytes: number, at: string): void => {
  if (bytes > LIMITS.state) {
    stopped('state-too-big', at, 'This conversation would hold more than 1 MB.', 'Keep less in variables.');
  }
  run.held = bytes;
};

/** Counts characters against what one turn may say. */
export const say = (run: Run, characters: number, at: string): void => {
  run.said += characters;
  if (run.said > LIMITS.said) {
    stopped(
      'turn-too-big',
      at,
      'This turn would say more than 1 MB.',
      'Say less, or let people answer in between.',
    );
  }
};

/** Takes an effect down; what it does to the person is seen by the blocks that follow. */
export const emit = (run: Run, effect: Effect, at: string): void => {
  say(run, bytesOf(effect), at);
  run.effects.push(effect);
  run.person = afterEffect(run.person, effect);
};

const afterEffect = (person: PersonView, effect: Effect): PersonView => {
  if (effect.type === 'attribute') return withAttribute(person, effect.name, plain(effect.value));
  if (effect.type !== 'tag') return person;
  const found = (own(person.attributes, 'tags') ?? null) as Json; // own properties of JSON are JSON
  const kept = (isList(found) ? found : []).filter((tag) => !effect.remove.includes(String(tag)));
  return withAttribute(person, 'tags', [...new Set([...kept, ...effect.add])]);
};

const withAttribute = (person: PersonView, name: string, value: Json): PersonView => ({
  ...person,
  attributes: Object.fromEntries([...Object.entries(person.attributes), [name, value]]),
});
