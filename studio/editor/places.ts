/** Where things stand in a document, by id; made once per document and remembered. */
import type { Block, Edge, EdgeSource, FlowDocument, Group } from '@sluice/core/flow/document';

export type BlockPlace = { readonly block: Block; readonly group: Group; readonly index: number };

export type Places = {
  readonly groups: ReadonlyMap<string, Group>;
  readonly blocks: ReadonlyMap<string, BlockPlace>;
  readonly edges: ReadonlyMap<string, Edge>;
  /** The edge that leaves a source, by `sourceKey`. */
  readonly edgeFrom: ReadonlyMap<string, Edge>;
};

/** One text for one way out: a block's port, or a trigger. */
export const sourceKey = (from: EdgeSource): string =>
  'trigger' in from ? `trigger ${from.trigger}` : `block ${from.block} ${from.port ?? ''}`;

const known = new WeakMap<FlowDocument, Places>();

export const placesOf = (document: FlowDocument): Places => {
  const before = known.get(document);
  if (before) return before;
  const places: Places = {
    groups: new Map(document.groups.map((group) => [group.id, group])),
    blocks: new Map(
      document.groups.flatMap((group) =>
        group.blocks.map((block, index) => [block.id, { block, group, index }] as const),
      ),
    ),
    edges: new Map(document.edges.map((edge) => [edge.id, edge])),
    edgeFrom: new Map(document.edges.map((edge) => [sourceKey(edge.from), edge])),
  };
  known.set(document, places);
  return places;
};
