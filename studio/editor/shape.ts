/** Keeps every edit a document that parses: only what changed is looked at, so a keystroke costs a block, not a flow. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { documentSchema, SIZES } from '@sluice/core/flow/schema';
import { shapeProblems } from '@sluice/core/flow/shape-problems';
import { type Problem, problem } from '@sluice/core/problem';

const PARTS = ['name', 'start', 'edges', 'variables', 'triggers', 'settings'] as const;

/** Problems of the parts of `after` that are not the same objects in `before`; settings of blocks are not read. */
export const changedShapeProblems = (before: FlowDocument, after: FlowDocument): readonly Problem[] => [
  ...tooMany(after),
  ...groupProblems(before, after),
  ...PARTS.filter((part) => before[part] !== after[part]).flatMap((part) => {
    const parsed = documentSchema.shape[part].safeParse(changedOf(before[part], after[part]));
    return parsed.success ? [] : shapeProblems(parsed.error, part);
  }),
];

const groupProblems = (before: FlowDocument, after: FlowDocument): readonly Problem[] => {
  if (before.groups === after.groups) return [];
  const parsed = documentSchema.shape.groups.safeParse(changedOf(before.groups, after.groups));
  return parsed.success ? [] : shapeProblems(parsed.error, 'groups');
};

/** Of a list only the entries that are new; anything else as it is. */
const changedOf = (before: unknown, after: unknown): unknown => {
  if (!Array.isArray(before) || !Array.isArray(after)) return after;
  const known = new Set<unknown>(before);
  return after.filter((each) => !known.has(each));
};

const tooMany = ({ groups, edges, variables, triggers }: FlowDocument): readonly Problem[] => {
  const counts = {
    groups: groups.length,
    blocks: groups.reduce((sum, group) => sum + group.blocks.length, 0),
    edges: edges.length,
    variables: variables.length,
    triggers: triggers.length,
  };
  // Every key of SIZES is counted above.
  const over = (Object.keys(SIZES) as (keyof typeof SIZES)[]).filter((part) => counts[part] > SIZES[part]);
  return over.map((part) =>
    problem('too-big', part, `A flow may have at most ${SIZES[part]} ${part}.`, 'Use subflows.'),
  );
};
