/** A document as nodes and edges of the canvas; what did not change since the drawing before is the same object again. */
import type { FlowDocument, Edge as FlowEdge, Group } from '@sluice/core/flow/document';
import { type Edge, type Node, Position } from '@xyflow/react';
import { type GroupGeometry, geometryOf, type Look, SIZE } from '../editor/geometry.ts';
import type { Selection } from '../editor/selection.ts';
import type { DrawnBlock, GroupNode, GroupNodeData } from './group-node.tsx';
import { lanesOf } from './lanes.ts';
import { type Marks, marksOf } from './marks.ts';
import { portHandle, TARGET } from './ports.ts';
import { ARROW, type StepData } from './step-edge.tsx';

/** No id of a document holds a newline, so this is nobody else's. */
export const START = 'start\n';
/** The start stands above the group it leads to. */
const START_SIZE = { width: 84, height: 32, above: 64 } as const;

export type StartNode = Node<Record<string, never>, 'start'>;
export type CanvasNode = GroupNode | StartNode;

export type Drawing = { readonly nodes: readonly CanvasNode[]; readonly edges: readonly Edge[] };

export type Scene = {
  readonly document: FlowDocument;
  readonly look: Look;
  readonly marks: Marks;
  readonly selection: Selection;
  readonly editable: boolean;
};

type Kept = { readonly key: string; readonly group: Group; readonly look: Look; readonly node: GroupNode };

/** Remembers what it drew: give it one scene after the other. */
export const makeDrawing = (): ((scene: Scene) => Drawing) => {
  let kept = new Map<string, Kept>();
  const sizes = new WeakMap<Group, { readonly look: Look; readonly geometry: GroupGeometry }>();
  const sized = (group: Group, look: Look): GroupGeometry => {
    const before = sizes.get(group);
    if (before?.look === look) return before.geometry;
    const geometry = geometryOf(group, look);
    sizes.set(group, { look, geometry });
    return geometry;
  };
  return (scene) => {
    const { document, look, marks, selection, editable } = scene;
    const used = new Set(document.edges.map(sourceHandle));
    const waysOut = usedPorts(document);
    const next = new Map<string, Kept>();
    const chosen = { groups: new Set(selection.groups), blocks: new Set(selection.blocks) };
    const nodes = document.groups.map((group): GroupNode => {
      const facts = group.blocks.map((block) => [
        marksOf(block.id, marks),
        chosen.blocks.has(block.id),
        waysOut.get(block.id) ?? '',
      ]);
      const isSelected = chosen.groups.has(group.id);
      const key = JSON.stringify([isSelected, editable, marksOf(group.id, marks), facts]);
      const before = kept.get(group.id);
      const isSame = before?.key === key && before.group === group && before.look === look;
      const node = isSame
        ? before.node
        : drawGroup(group, sized(group, look), { scene, used, isSelected, blocks: chosen.blocks });
      next.set(group.id, { key, group, look, node });
      return node;
    });
    kept = next;
    const first = document.groups.find(({ id }) => id === document.start.group);
    return {
      nodes: first ? [startAbove(first), ...nodes] : nodes,
      edges: [...(first ? [startEdge(first.id)] : []), ...drawEdges(scene, nodes)],
    };
  };
};

const drawGroup = (
  group: Group,
  geometry: GroupGeometry,
  {
    scene,
    used,
    isSelected,
    blocks: chosen,
  }: {
    readonly scene: Scene;
    readonly used: ReadonlySet<string>;
    readonly isSelected: boolean;
    readonly blocks: ReadonlySet<string>;
  },
): GroupNode => {
  const { look, marks, editable } = scene;
  const last = group.blocks.at(-1)?.id;
  const blocks = geometry.blocks.map((placed): DrawnBlock => {
    const { block } = placed;
    const definition = look.library.get(block.type);
    const isUsed = (port: string): boolean => used.has(portHandle(block.id, port));
    return {
      placed,
      family: definition?.family ?? 'import',
      title: definition?.title ?? block.type,
      marks: marksOf(block.id, marks),
      isSelected: chosen.has(block.id),
      // "After this block" goes on to the next one by itself; only the last one asks for an edge.
      ports: placed.ports
        .filter(({ port }) => port !== '' || block.id === last || isUsed(port))
        .map((port) => ({ ...port, isUsed: isUsed(port.port) })),
    };
  });
  const data: GroupNodeData = {
    id: group.id,
    title: group.title,
    geometry,
    blocks,
    marks: marksOf(group.id, marks),
  };
  return {
    id: group.id,
    type: 'card',
    position: { ...group.position },
    data,
    selected: isSelected,
    draggable: editable,
    // Known sizes and handles: the canvas need not wait for the browser to measure, nor draw what is out of sight.
    width: SIZE.group,
    height: geometry.height,
    measured: { width: SIZE.group, height: geometry.height },
    handles: [
      { id: TARGET, type: 'target', position: Position.Left, x: 0, y: SIZE.header / 2, width: 1, height: 1 },
      ...blocks.flatMap(({ placed, ports }) =>
        ports.map(({ port, y }) => ({
          id: portHandle(placed.block.id, port),
          type: 'source' as const,
          position: Position.Right,
          x: SIZE.group - 6,
          y: y - 6,
          width: 11,
          height: 11,
        })),
      ),
    ],
  };
};

const startAbove = ({ position }: Group): StartNode => ({
  id: START,
  type: 'start',
  position: { x: position.x, y: position.y - START_SIZE.above },
  data: {},
  draggable: false,
  selectable: false,
  width: START_SIZE.width,
  height: START_SIZE.height,
  measured: { width: START_SIZE.width, height: START_SIZE.height },
  handles: [
    {
      id: START,
      type: 'source',
      position: Position.Bottom,
      x: 24,
      y: START_SIZE.height,
      width: 1,
      height: 1,
    },
  ],
});

const startEdge = (group: string): Edge => ({
  id: START,
  type: 'start',
  source: START,
  sourceHandle: START,
  target: group,
  targetHandle: TARGET,
  selectable: false,
  focusable: false,
});

const sourceHandle = ({ from }: FlowEdge): string =>
  'block' in from ? portHandle(from.block, from.port ?? '') : '';

/** The ports of each block that an edge leaves, as one text. */
const usedPorts = ({ edges }: FlowDocument): ReadonlyMap<string, string> => {
  const ports = new Map<string, string>();
  for (const { from } of edges)
    if ('block' in from) ports.set(from.block, `${ports.get(from.block) ?? ''} ${from.port ?? ''}.`);
  return ports;
};

/** The same lane is the same object, so that an edge that stays in its lane is not drawn again. */
const LANES: StepData[] = [];
const inLane = (lane: number): StepData => {
  LANES[lane] ??= { lane };
  return LANES[lane];
};

const lanesBetween = (
  { document }: Scene,
  homes: ReadonlyMap<string, string>,
  nodes: readonly GroupNode[],
): ReadonlyMap<string, number> => {
  const drawn = new Map(nodes.map((node) => [node.id, node]));
  return lanesOf(
    document.edges.flatMap((edge) => {
      const source = drawn.get(('block' in edge.from ? homes.get(edge.from.block) : undefined) ?? '');
      const target = drawn.get(edge.to.group);
      if (!source || !target) return [];
      const port = source.handles?.find(({ id }) => id === sourceHandle(edge));
      const from = source.position.y + (port?.y ?? 0);
      return [{ id: edge.id, source: source.id, from, to: target.position.y + SIZE.header / 2 }];
    }),
  );
};

const drawEdges = (scene: Scene, nodes: readonly GroupNode[]): readonly Edge[] => {
  const { document, selection } = scene;
  const homes = new Map(document.groups.flatMap(({ id, blocks }) => blocks.map((block) => [block.id, id])));
  const groups = new Set(document.groups.map(({ id }) => id));
  const selected = new Set(selection.edges);
  const lanes = lanesBetween(scene, homes, nodes);
  return document.edges.flatMap((edge): Edge[] => {
    const source = 'block' in edge.from ? homes.get(edge.from.block) : undefined;
    // Triggers begin outside of the canvas, and an edge to a group that is gone leads nowhere: the checks name it.
    if (source === undefined || !groups.has(edge.to.group)) return [];
    return [
      {
        id: edge.id,
        type: 'step',
        source,
        sourceHandle: sourceHandle(edge),
        target: edge.to.group,
        targetHandle: TARGET,
        selected: selected.has(edge.id),
        markerEnd: ARROW,
        data: inLane(lanes.get(edge.id) ?? 0),
      },
    ];
  });
};
