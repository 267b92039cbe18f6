/** Coverage: which blocks of a flow its tests run through. */
import type { FlowDocument } from '../flow/document.ts';
import type { VisitedBlock } from '../interpreter/step.ts';

export type Coverage = {
  /** Ids of the flow's own blocks that at least one test ran, in the document's order. */
  readonly covered: readonly string[];
  /** Ids of all of its blocks, in the document's order. */
  readonly all: readonly string[];
  /** Covered of all, 0 to 1; 1 for a flow without blocks. */
  readonly share: number;
};

/** The blocks of subflows count in their own flow's tests, not here. */
export const coverage = (
  document: FlowDocument,
  results: readonly { readonly visited: readonly VisitedBlock[] }[],
): Coverage => {
  const ran = new Set<string>();
  for (const { visited } of results) {
    for (const { flow, block } of visited) if (flow === '') ran.add(block);
  }
  const all = document.groups.flatMap((group) => group.blocks.map((block) => block.id));
  const covered = all.filter((id) => ran.has(id));
  return { covered, all, share: all.length === 0 ? 1 : covered.length / all.length };
};
