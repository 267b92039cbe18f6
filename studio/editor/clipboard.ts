/** What is copied, as text: groups or loose blocks with the edges between them and the variables they use. */
import type { Edge, FlowDocument, Group, Variable } from '@sluice/core/flow/document';
import { parseDocument } from '@sluice/core/flow/schema';
import { variablesUsed } from '@sluice/core/flow/variable-uses';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { isObject, own } from '@sluice/core/json';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { placesOf } from './places.ts';
import type { Selection } from './selection.ts';

export const CLIPBOARD = 'sluice/clipboard@1';

export type Clipping = {
  /** Blocks that were copied without their group stand in one group that is not one. */
  readonly loose: boolean;
  readonly groups: readonly Group[];
  readonly edges: readonly Edge[];
  readonly variables: readonly Variable[];
};

/** The selection as text; null when nothing of it can be copied. With whole groups selected, single blocks are left out. */
export const copied = (
  document: FlowDocument,
  selection: Selection,
  library: BlockLibrary,
): string | null => {
  const clipping = clippingOf(document, selection, library);
  return clipping === null ? null : JSON.stringify({ format: CLIPBOARD, ...clipping });
};

/** The selection as it would be pasted. */
export const clippingOf = (
  document: FlowDocument,
  selection: Selection,
  library: BlockLibrary,
): Clipping | null => {
  const groups = selectedGroups(document, selection);
  if (groups.length === 0) return null;
  const blocks = groups.flatMap((group) => group.blocks);
  const inside = { groups: new Set(groups.map(({ id }) => id)), blocks: new Set(blocks.map(({ id }) => id)) };
  const loose = selection.groups.length === 0;
  const used = new Set(blocks.flatMap((block) => [...variablesUsed(block, library)]));
  return {
    loose,
    groups,
    edges: document.edges.filter(
      ({ from, to }) =>
        'block' in from &&
        inside.blocks.has(from.block) &&
        (to.block === undefined ? !loose && inside.groups.has(to.group) : inside.blocks.has(to.block)),
    ),
    variables: document.variables.filter((variable) => used.has(variable.name)),
  };
};

const selectedGroups = (document: FlowDocument, { groups, blocks }: Selection): readonly Group[] => {
  const whole = new Set(groups);
  const single = new Set(blocks);
  if (whole.size > 0) return document.groups.filter((group) => whole.has(group.id));
  const loose = document.groups.flatMap((group) => group.blocks.filter((block) => single.has(block.id)));
  const first = loose[0] && placesOf(document).blocks.get(loose[0].id)?.group;
  return first ? [{ ...first, blocks: loose }] : [];
};

const LONGEST = 10_000_000;

const foreign = problem(
  'not-a-clipping',
  '',
  'What you copied did not come from a flow.',
  'Copy groups or blocks in a flow, then paste here.',
);

/** Reads what `copied` wrote, here or in another flow; refused calmly when it is anything else. */
export const parseClipping = (text: string, library: BlockLibrary): Result<Clipping> => {
  const json = text.length > LONGEST ? null : jsonOf(text);
  if (!isObject(json) || own(json, 'format') !== CLIPBOARD) return refused(foreign);
  const groups = own(json, 'groups');
  const [first] = Array.isArray(groups) ? groups : [];
  // Parsed as the document that it is a part of: one rule for what a group, an edge, a variable may be.
  const parsed = parseDocument(
    {
      schema: 1,
      name: '',
      start: { group: isObject(first) ? own(first, 'id') : '' },
      groups,
      edges: own(json, 'edges') ?? [],
      variables: own(json, 'variables') ?? [],
    },
    library,
  );
  if (!parsed.ok) return refused(foreign);
  const { value } = parsed;
  return ok({
    loose: own(json, 'loose') === true,
    groups: value.groups,
    edges: value.edges,
    variables: value.variables,
  });
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
