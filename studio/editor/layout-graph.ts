/** A flow as a graph for a layout engine, and the engine's answer as positions: the story read from left to right. */
import type { FlowDocument, Group } from '@sluice/core/flow/document';
import { placesOf } from './places.ts';

export type LayoutNode = { readonly id: string; readonly width: number; readonly height: number };
export type LayoutGraph = {
  readonly id: string;
  readonly layoutOptions: { readonly [option: string]: string };
  readonly children: readonly LayoutNode[];
  readonly edges: readonly {
    readonly id: string;
    readonly sources: readonly string[];
    readonly targets: readonly string[];
  }[];
};

/** Where the engine put a group. */
export type Laid = { readonly id: string; readonly x?: number; readonly y?: number };
export type Move = { readonly id: string; readonly position: Group['position'] };

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': '48',
  'elk.layered.spacing.nodeNodeBetweenLayers': '88',
  // The order in the document is the order in which it was written: it decides between equals.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.separateConnectedComponents': 'true',
  'elk.spacing.componentComponent': '88',
};

/** The start first, so that it ends up on the left; edges from triggers and to groups that are gone are left out. */
export const layoutGraph = (
  document: FlowDocument,
  sizeOf: (group: Group) => { readonly width: number; readonly height: number },
): LayoutGraph => {
  const { blocks, groups } = placesOf(document);
  const ordered = document.groups.toSorted(
    (a, b) => Number(b.id === document.start.group) - Number(a.id === document.start.group),
  );
  return {
    id: 'flow',
    layoutOptions: OPTIONS,
    children: ordered.map((group) => ({ id: group.id, ...sizeOf(group) })),
    edges: document.edges.flatMap(({ id, from, to }) => {
      const source = 'block' in from ? blocks.get(from.block)?.group.id : undefined;
      if (source === undefined || source === to.group || !groups.has(to.group)) return [];
      return [{ id, sources: [source], targets: [to.group] }];
    }),
  };
};

/** Moves for every group the engine placed, so that the start stays where it is. */
export const movesOf = (document: FlowDocument, laid: readonly Laid[]): readonly Move[] => {
  const start = document.groups.find(({ id }) => id === document.start.group) ?? document.groups[0];
  const there = laid.find(({ id }) => id === start?.id);
  const [dx, dy] = [(start?.position.x ?? 0) - (there?.x ?? 0), (start?.position.y ?? 0) - (there?.y ?? 0)];
  return laid.flatMap(({ id, x, y }) =>
    x === undefined || y === undefined
      ? []
      : [{ id, position: { x: Math.round(x + dx), y: Math.round(y + dy) } }],
  );
};
