/** Builds small documents and programs for tests from as little as a test cares about. */
import type { FlowDocument } from '../flow/document.ts';
import { parseDocument } from '../flow/schema.ts';
import { makeVersion } from '../flow/version.ts';
import { problemLine } from '../problem.ts';
import { type Program, prepareProgram } from './program.ts';
import { tinyLibrary } from './tiny-blocks.ts';

type TinyBlock = { readonly id: string; readonly type: string; readonly [setting: string]: unknown };

export type TinyFlow = {
  readonly groups: { readonly [id: string]: readonly TinyBlock[] };
  /** "block" or "block.port" or "!trigger" → "group" or "group.block". */
  readonly edges?: { readonly [from: string]: string };
  /** Names; the type is the default's, or text. */
  readonly variables?: { readonly [name: string]: unknown };
  readonly triggers?: readonly { readonly id: string; readonly [key: string]: unknown }[];
  readonly settings?: { readonly [key: string]: unknown };
};

/** The document as JSON, not parsed yet; it starts in the first group. */
export const tinyJson = ({ groups, edges = {}, variables = {}, triggers = [], settings = {} }: TinyFlow) => ({
  schema: 1,
  name: 'Tiny',
  start: { group: Object.keys(groups)[0] ?? '' },
  groups: Object.entries(groups).map(([id, blocks]) => ({ id, title: id, blocks })),
  edges: Object.entries(edges).map(([from, to], index) => ({
    id: `e${index}`,
    from: sourceOf(from),
    to: placeOf(to),
  })),
  variables: Object.entries(variables).map(([name, value], index) => ({
    id: `v${index}`,
    name,
    type: typeof value === 'number' ? 'number' : Array.isArray(value) ? 'list' : 'text',
    default: value,
  })),
  triggers,
  settings,
});

const sourceOf = (from: string) => {
  if (from.startsWith('!')) return { trigger: from.slice(1) };
  const [block, port] = from.split('.');
  return port === undefined ? { block } : { block, port };
};

const placeOf = (to: string) => {
  const [group, block] = to.split('.');
  return block === undefined ? { group } : { group, block };
};

/** Parses with the tiny blocks; a document that does not parse is a mistake of the test. */
export const tinyDocument = (flow: TinyFlow): FlowDocument => {
  const parsed = parseDocument(tinyJson(flow), tinyLibrary);
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('\n'));
  return parsed.value;
};

export const tinyProgram = (flow: TinyFlow, subflows: { readonly [id: string]: TinyFlow } = {}): Program =>
  prepareProgram(
    makeVersion({
      document: tinyDocument(flow),
      pins: Object.fromEntries(Object.keys(subflows).map((id) => [id, 1])),
      subflows: Object.fromEntries(Object.entries(subflows).map(([id, each]) => [id, tinyDocument(each)])),
    }),
    tinyLibrary,
    'tiny',
  );
