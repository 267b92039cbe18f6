/** A flow of a thousand groups: those of an example, over and over, on a grid and chained by edges. */
import type { FlowDocument } from '@sluice/core/flow/document';

export const GRID = { columns: 40, width: 360, height: 420 } as const;

/** `count` groups with the words of the example's; each one's first block leads to the next group. */
export const crowdOf = (example: FlowDocument, count: number): FlowDocument => {
  const groups = Array.from({ length: count }, (_, at) => {
    const group = example.groups[at % example.groups.length];
    return {
      id: `group-${at}`,
      title: `${group?.title ?? ''} ${at + 1}`,
      position: { x: (at % GRID.columns) * GRID.width, y: Math.floor(at / GRID.columns) * GRID.height },
      blocks: (group?.blocks ?? []).map((block) => ({ ...block, id: `${block.id}-${at}` })),
    };
  });
  const edges = groups.slice(1).map(({ id }, at) => ({
    id: `edge-${at}`,
    from: { block: groups[at]?.blocks.at(-1)?.id ?? '' },
    to: { group: id },
  }));
  return { ...example, name: 'A crowd', start: { group: 'group-0' }, groups, edges };
};
