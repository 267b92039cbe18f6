/** Commands on blocks: add to a group, and set. */
import type { Block, EdgeSource, FlowDocument } from '@sluice/core/flow/document';
import { shapeProblems } from '@sluice/core/flow/shape-problems';
import { ok, type Problem, problem, type Result, refused } from '@sluice/core/problem';
import { type Command, STEP, typing, unchanged, type World } from '../command.ts';
import { placesOf } from '../places.ts';
import { hasPort, portsOf } from '../ports.ts';
import { selectBlocks } from '../selection.ts';
import { connectedOrRefused } from './edges.ts';
import { withGroup } from './groups.ts';
import { madeBlock, type NewBlock, titleOf } from './new-block.ts';

/** A new block in a group, before the block that has this index now; left out: at its end. */
export const addBlock =
  (
    given: NewBlock & { readonly group: string; readonly index?: number; readonly from?: EdgeSource },
  ): Command =>
  (document, world) => {
    if (!placesOf(document).groups.has(given.group)) return gone('The group');
    const block = madeBlock(given, world);
    if (!block.ok) return block;
    const added = withGroup(document, given.group, (group) => ({
      ...group,
      blocks: group.blocks.toSpliced(given.index ?? group.blocks.length, 0, block.value),
    }));
    const to = { group: given.group, block: block.value.id };
    const after = given.from ? connectedOrRefused(added, given.from, to, world) : ok(added);
    if (!after.ok) return after;
    return ok({
      document: after.value,
      label: `add ${titleOf(given.type, world)}`,
      undo: STEP,
      selection: selectBlocks(block.value.id),
    });
  };

/**
 * Gives a block new settings, all of them. Refused, with paths into the settings, when they do not fit its type.
 * Edges whose way out no longer exists go. With the `field` that is typed in, typing is one step.
 */
export const setBlock =
  (id: string, settings: object, field?: string): Command =>
  (document, world) => {
    const found = placesOf(document).blocks.get(id);
    if (!found) return gone('The block');
    const changed = withSettings(found.block, settings, world);
    if (!changed.ok) return changed;
    const before = JSON.stringify(found.block);
    if (JSON.stringify(changed.value) === before) return unchanged(document);
    const after = withGroup(document, found.group.id, (group) => ({
      ...group,
      blocks: group.blocks.with(found.index, changed.value),
    }));
    return ok({
      document: withoutLostEdges(after, found.block, changed.value, world),
      label: `edit ${titleOf(found.block.type, world)}`,
      undo: field === undefined ? STEP : typing(`block ${id} ${field}`),
    });
  };

/** The block with these settings, or what is wrong with them, with paths into the settings. */
export const withSettings = (
  { id, type }: Block,
  settings: object,
  { library }: Pick<World, 'library'>,
): Result<Block> => {
  const parsed = library.get(type)?.settings.safeParse(settings);
  if (!parsed) return refused(problem('unknown-block-type', '', `There is no block of the type “${type}”.`));
  if (!parsed.success) return refused(...shapeProblems(parsed.error));
  const known: object = parsed.data; // settings are objects; their type belongs to the definition
  return ok({ id, type, ...known });
};

/** Edges that left a way out which the block had before and has no longer. */
const withoutLostEdges = (
  document: FlowDocument,
  before: Block,
  after: Block,
  world: World,
): FlowDocument => {
  const then = portsOf(before, world.library);
  const now = portsOf(after, world.library);
  const edges = document.edges.filter(({ from }) => {
    if ('trigger' in from || from.block !== after.id) return true;
    const port = from.port ?? '';
    return hasPort(now, port) || !hasPort(then, port);
  });
  return edges.length === document.edges.length ? document : { ...document, edges };
};

const gone = (what: string): { readonly ok: false; readonly problems: readonly Problem[] } => ({
  ok: false,
  problems: [problem('gone', '', `${what} is gone.`)],
});
