/** What is selected on the canvas, by ids. */

export type Selection = {
  readonly groups: readonly string[];
  readonly blocks: readonly string[];
  readonly edges: readonly string[];
};

export const NOTHING: Selection = { groups: [], blocks: [], edges: [] };

export const selectGroups = (...groups: readonly string[]): Selection => ({ ...NOTHING, groups });
export const selectBlocks = (...blocks: readonly string[]): Selection => ({ ...NOTHING, blocks });

export const isNothing = ({ groups, blocks, edges }: Selection): boolean =>
  groups.length + blocks.length + edges.length === 0;
