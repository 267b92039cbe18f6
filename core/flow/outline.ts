/** A document's parts by id, for the checks: built once, first one wins where ids are given twice. */
import type { BlockDefinition, BlockLibrary } from '../interpreter/block.ts';
import type { Block, FlowDocument, Group } from './document.ts';

/** One block where it stands, with its settings parsed when they fit its type. */
export type PlacedBlock = {
  readonly block: Block;
  readonly group: Group;
  /** "groups.2.blocks.0". */
  readonly at: string;
  readonly ready: { readonly definition: BlockDefinition<never>; readonly settings: never } | null;
};

export type Outline = {
  readonly document: FlowDocument;
  readonly groups: ReadonlyMap<string, Group>;
  readonly blocks: ReadonlyMap<string, PlacedBlock>;
  /** Every block, also those whose id is taken. */
  readonly placed: readonly PlacedBlock[];
  readonly triggers: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
};

export const outlineOf = (document: FlowDocument, library: BlockLibrary): Outline => {
  const placed = document.groups.flatMap((group, g) =>
    group.blocks.map((block, b) => ({
      block,
      group,
      at: `groups.${g}.blocks.${b}`,
      ready: readyOf(block, library),
    })),
  );
  return {
    document,
    groups: firstById(document.groups.map((group) => [group.id, group])),
    blocks: firstById(placed.map((each) => [each.block.id, each])),
    placed,
    triggers: new Set(document.triggers.map((trigger) => trigger.id)),
    variables: new Set(document.variables.map((variable) => variable.name)),
  };
};

const readyOf = (block: Block, library: BlockLibrary): PlacedBlock['ready'] => {
  const { id: _id, type, ...settings } = block;
  const definition = library.get(type);
  const parsed = definition?.settings.safeParse(settings);
  return definition && parsed?.success ? { definition, settings: parsed.data } : null;
};

const firstById = <T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> =>
  new Map([...entries].reverse());
