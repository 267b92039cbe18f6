/**
 * Transcripts: conversations written down so that people can read them and tests can run them.
 *
 * A transcript is a fenced block in a Markdown file: ```` ```transcript NAME ````, where NAME is the flow it runs.
 *
 * | line | means |
 * |---|---|
 * | `@ {"key": "ann", "attributes": {…}}` | who talks; first line, may be left out |
 * | `> text` | the flow says this; further lines of one message begin with a vertical bar |
 * | `? A / B / C` | the flow offers these items (`?+` when several may be picked) |
 * | `* type {…}` | the flow asks the world for this |
 * | `~ 60 s` | time passes, as long as the flow waits at most |
 * | `< text` | the person writes this; `< #id` picks an item, `< @name https://…` sends a file |
 * | `^` | your team gives the conversation back to the flow |
 * | `= waiting` | how it stands at the end; an outcome or a problem's code and place may follow in brackets |
 * | `$ name = value` | a variable that has a value at the end, as JSON |
 */
import type { FlowDocument } from '@sluice/core/flow/document';
import type { FlowVersion } from '@sluice/core/flow/version';
import type { Instant } from '@sluice/core/instant';
import { SECOND } from '@sluice/core/instant';
import type { Awaiting } from '@sluice/core/interpreter/awaiting';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Answer, PersonView } from '@sluice/core/interpreter/input';
import { prepareProgram } from '@sluice/core/interpreter/program';
import { verbatim } from '@sluice/core/interpreter/rendered';
import type { State } from '@sluice/core/interpreter/state';
import type { Turn } from '@sluice/core/interpreter/step';
import { step } from '@sluice/core/interpreter/step';

export type Transcript = {
  /** The heading above it, for the name of a test. */
  readonly title: string;
  /** Which flow it runs. */
  readonly flow: string;
  readonly lines: readonly string[];
};

const FENCE = /^```transcript +(\S+)\n([\s\S]*?)\n?^```$/gm;

/** Every transcript of a Markdown file, in order. */
export const transcriptsIn = (markdown: string): readonly Transcript[] =>
  [...markdown.matchAll(FENCE)].map((found) => {
    const above =
      markdown
        .slice(0, found.index)
        .match(/^#+ .*$/gm)
        ?.at(-1) ?? '';
    return { title: above.replace(/^#+ /, ''), flow: found[1] ?? '', lines: (found[2] ?? '').split('\n') };
  });

/** Monday, 9 March 2026, 09:00 UTC: when every transcript begins. */
const BEGIN: Instant = Date.UTC(2026, 2, 9, 9, 0, 0);
const SOMEONE: PersonView = { key: 'someone', attributes: {} };

/**
 * Runs what the person does in a transcript and writes down what really happens, in the same format. A transcript is
 * right when this gives its own lines back.
 */
export const replay = (
  document: FlowDocument,
  library: BlockLibrary,
  lines: readonly string[],
): readonly string[] => {
  // The flow under its own: nothing pinned, and no hash, since nothing is stored.
  const version: FlowVersion = { document, pins: {}, subflows: {}, hash: '' };
  const program = prepareProgram(version, library, 'example');
  const who = lines[0]?.startsWith('@ ') ? lines[0] : undefined;
  // A transcript is our own file; a wrong shape shows at once as a difference.
  const person = who === undefined ? SOMEONE : (JSON.parse(who.slice(2)) as PersonView);
  const written: string[] = who === undefined ? [] : [who];
  let now = BEGIN;
  let turn = step(program, null, { type: 'start', person, now });
  written.push(...told(turn));
  for (const line of lines) {
    const input = inputIn(line);
    if (input === null) continue; // what the flow does is written anew
    const { status, timer } = turn.state;
    // Nobody is asked, or nothing runs out: it ends here, and the difference shows where.
    if (status !== (input.type === 'hand-back' ? 'handed-off' : 'waiting')) break;
    if (input.type === 'elapsed') {
      if (timer === undefined) break;
      now += timer.seconds * SECOND;
      written.push(`~ ${timer.seconds} s`);
    } else written.push(line);
    turn = step(program, turn.state, { ...input, now });
    written.push(...told(turn));
  }
  return [...written, `= ${ending(turn.state)}`, ...variables(turn.state)];
};

type Cue =
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'elapsed' }
  | { readonly type: 'hand-back' };

const inputIn = (line: string): Cue | null => {
  if (line.startsWith('<')) return { type: 'answer', answer: answerIn(line.slice(2)) };
  if (line.startsWith('~')) return { type: 'elapsed' };
  return line === '^' ? { type: 'hand-back' } : null;
};

const answerIn = (text: string): Answer => {
  if (text.startsWith('#')) {
    const ids = text.split(/,? *#/).slice(1);
    return ids.length > 1 ? { choices: ids } : { choice: ids[0] ?? '' };
  }
  const file = /^@(\S+) (\S+)$/.exec(text);
  return file ? { file: { name: file[1] ?? '', url: file[2] ?? '' } } : { text };
};

/** What one turn said, asked for and now offers. */
const told = ({ state, effects }: Turn): readonly string[] => [
  ...effects.flatMap(effectLines),
  ...(state.status === 'waiting' ? offer(state.awaiting) : []),
];

const effectLines = (effect: Effect): readonly string[] => {
  if (effect.type === 'message')
    return verbatim(effect.text)
      .split('\n')
      .map((line, index) => `${index === 0 ? '>' : '|'} ${line}`.trimEnd());
  const { type, ...rest } = effect;
  return [Object.keys(rest).length === 0 ? `* ${type}` : `* ${type} ${JSON.stringify(rest)}`];
};

const offer = (awaiting: Awaiting | null): readonly string[] =>
  awaiting?.type === 'choice'
    ? [`?${awaiting.multiple ? '+' : ''} ${awaiting.items.map((item) => item.label).join(' / ')}`]
    : [];

const ending = ({ status, outcome, problem }: State): string => {
  if (problem !== undefined) return `${status} (${problem.code} at ${problem.at})`;
  return outcome === undefined ? status : `${status} (${outcome})`;
};

const variables = ({ frames }: State): readonly string[] =>
  Object.entries(frames[0]?.variables ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `$ ${name} = ${JSON.stringify(value)}`);
