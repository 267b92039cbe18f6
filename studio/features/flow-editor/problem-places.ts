/** Where on the canvas a problem is: its path into the document, as the block and group that people see. */
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Problem } from '@sluice/core/problem';

export type PlacedProblem = {
  readonly problem: Problem;
  readonly group: string | null;
  readonly block: string | null;
  /** Below the block's settings: "items.0.label"; the whole path where it is not in a block. */
  readonly field: string;
  /** "Message in “Welcome”" is said by whoever knows the blocks; this is the group's title. */
  readonly title: string;
};

const IN_BLOCK = /^groups\.(\d+)\.blocks\.(\d+)(?:\.(.*))?$/;
const IN_GROUP = /^groups\.(\d+)/;
const IN_EDGE = /^edges\.(\d+)/;

export const placeProblem = (problem: Problem, document: FlowDocument): PlacedProblem => {
  const [, g, b, field = ''] = IN_BLOCK.exec(problem.at) ?? [];
  if (g !== undefined && b !== undefined) {
    const group = document.groups[Number(g)];
    return {
      problem,
      group: group?.id ?? null,
      block: group?.blocks[Number(b)]?.id ?? null,
      field,
      title: group?.title ?? '',
    };
  }
  const [, only] = IN_GROUP.exec(problem.at) ?? [];
  const group = only === undefined ? homeOfEdge(problem.at, document) : document.groups[Number(only)];
  return { problem, group: group?.id ?? null, block: null, field: problem.at, title: group?.title ?? '' };
};

/** An edge's problem is seen at the group it leaves. */
const homeOfEdge = (
  at: string,
  { edges, groups }: FlowDocument,
): FlowDocument['groups'][number] | undefined => {
  const [, index] = IN_EDGE.exec(at) ?? [];
  const from = index === undefined ? undefined : edges[Number(index)]?.from;
  if (from === undefined || !('block' in from)) return undefined;
  return groups.find(({ blocks }) => blocks.some(({ id }) => id === from.block));
};

/** How many problems each block has, by its id. */
export const countByBlock = (problems: readonly PlacedProblem[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { block } of problems) if (block !== null) counts.set(block, (counts.get(block) ?? 0) + 1);
  return counts;
};
