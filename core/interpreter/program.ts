/** A version made ready to run: every lookup a turn needs is built once, so a turn costs only its own blocks. */
import { folded } from '../audience/scalar.ts';
import type { FlowDocument, VariableType } from '../flow/document.ts';
import type { FlowVersion } from '../flow/version.ts';
import type { JsonObject } from '../json.ts';
import { type Problem, problem } from '../problem.ts';
import type { BlockDefinition, BlockLibrary } from './block.ts';
import { plain } from './limits.ts';
import type { Place } from './state.ts';

/** A block with its definition found and its settings parsed; `problem` when one of these failed. */
export type ReadyBlock = {
  readonly id: string;
  readonly group: string;
  readonly index: number;
  /** "flowId/blockId". */
  readonly seed: string;
} & (
  | { readonly definition: BlockDefinition<never>; readonly settings: never; readonly problem?: undefined }
  | { readonly definition?: undefined; readonly problem: Problem }
);

export type ReadyFlow = {
  readonly id: string;
  readonly document: FlowDocument;
  readonly blocks: ReadonlyMap<string, ReadyBlock>;
  /** The blocks of each group, in order. */
  readonly groups: ReadonlyMap<string, readonly ReadyBlock[]>;
  readonly edges: ReadonlyMap<string, Place>;
  readonly keywords: ReadonlyMap<string, Place>;
  readonly commands: ReadonlyMap<string, Place>;
  readonly types: ReadonlyMap<string, VariableType>;
  /** What every declared variable is at first. */
  readonly initial: JsonObject;
};

export type Program = {
  readonly version: FlowVersion;
  readonly library: BlockLibrary;
  /** By flow id; "" is the version's own document. */
  readonly flows: ReadonlyMap<string, ReadyFlow>;
};

/** The key of a port in `edges`; no id holds a NUL. */
export const portKey = (block: string, port: string): string => `${block}\u0000${port}`;

/**
 * Prepares a version. Never throws: a block that is unknown or does not parse becomes a problem when it is reached.
 * `flowId` is the id of the version's own flow; it seeds what must stay the same for a person at a block.
 */
export const prepareProgram = (version: FlowVersion, library: BlockLibrary, flowId = ''): Program => {
  const flows = new Map([['', prepareFlow('', flowId, version.document, library)]]);
  for (const [id, document] of Object.entries(version.subflows)) {
    flows.set(id, prepareFlow(id, id, document, library));
  }
  return { version, library, flows };
};

const prepareFlow = (id: string, seed: string, document: FlowDocument, library: BlockLibrary): ReadyFlow => {
  const blocks = new Map<string, ReadyBlock>();
  const groups = new Map<string, readonly ReadyBlock[]>();
  for (const group of document.groups) {
    const ready = group.blocks.map((block, index): ReadyBlock => {
      const place = { id: block.id, group: group.id, index, seed: `${seed}/${block.id}` };
      return { ...place, ...prepareBlock(block, library) };
    });
    groups.set(group.id, ready);
    for (const block of ready) blocks.set(block.id, block);
  }
  return { id, document, blocks, groups, ...prepareWays(document), ...prepareVariables(document) };
};

type Prepared =
  | { readonly definition: BlockDefinition<never>; readonly settings: never }
  | { readonly problem: Problem };

const prepareBlock = (
  block: FlowDocument['groups'][number]['blocks'][number],
  library: BlockLibrary,
): Prepared => {
  const { id, type, ...settings } = block;
  const definition = library.get(type);
  if (!definition) {
    return { problem: problem('unknown-block', id, `There is no block of the type "${type}".`) };
  }
  const parsed = definition.settings.safeParse(settings);
  if (!parsed.success) {
    return { problem: problem('block-settings', id, 'The settings of this block do not fit its type.') };
  }
  return { definition, settings: parsed.data };
};

const prepareWays = (document: FlowDocument): Pick<ReadyFlow, 'edges' | 'keywords' | 'commands'> => {
  const edges = new Map<string, Place>();
  const fromTrigger = new Map<string, Place>();
  for (const { from, to } of document.edges) {
    if ('trigger' in from) fromTrigger.set(from.trigger, to);
    else edges.set(portKey(from.block, from.port ?? ''), to);
  }
  const keywords = new Map<string, Place>();
  const commands = new Map<string, Place>();
  for (const trigger of document.triggers) {
    const to = fromTrigger.get(trigger.id);
    if (!to) continue;
    if (trigger.type === 'command') commands.set(trigger.command, to);
    if (trigger.type === 'keyword') for (const word of trigger.words) keywords.set(folded(word), to);
  }
  return { edges, keywords, commands };
};

const prepareVariables = (document: FlowDocument): Pick<ReadyFlow, 'types' | 'initial'> => ({
  types: new Map(document.variables.map(({ name, type }) => [name, type])),
  initial: Object.fromEntries(document.variables.map(({ name, default: value }) => [name, plain(value)])),
});
