/** Commands on edges: at most one leaves each way out. */
import type { Edge, EdgeSource, FlowDocument } from '@sluice/core/flow/document';
import type { Place } from '@sluice/core/interpreter/state';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { type Command, STEP, unchanged, type World } from '../command.ts';
import { placesOf, sourceKey } from '../places.ts';
import { hasPort, portsOf } from '../ports.ts';

/** Leads a way out to a place; an edge that left it before leads there now. */
export const connect =
  (from: EdgeSource, to: Place): Command =>
  (document, world) => {
    const after = connectedOrRefused(document, from, to, world);
    if (!after.ok) return after;
    if (after.value === document) return unchanged(document);
    return ok({ document: after.value, label: 'connect', undo: STEP });
  };

/** The document with that edge; refused when either end is gone, so that no edge ever hangs in the air. */
export const connectedOrRefused = (
  document: FlowDocument,
  from: EdgeSource,
  to: Place,
  world: World,
): Result<FlowDocument> => {
  const { groups, blocks } = placesOf(document);
  const source = 'trigger' in from ? undefined : blocks.get(from.block);
  const isThere =
    'trigger' in from
      ? document.triggers.some((trigger) => trigger.id === from.trigger)
      : source && hasPort(portsOf(source.block, world.library), from.port ?? '');
  const isPlace =
    groups.has(to.group) && (to.block === undefined || blocks.get(to.block)?.group.id === to.group);
  if (!isThere || !isPlace)
    return refused(problem('unknown-place', '', 'This cannot be connected: one of the two is gone.'));
  if (source && to.block === source.block.id)
    return refused(problem('own-place', '', 'A block cannot lead straight back to itself.'));
  return ok(connected(document, from, to, world));
};

/** The edge keeps its id when it only leads somewhere else. */
const connected = (
  document: FlowDocument,
  from: EdgeSource,
  to: Place,
  { newId }: Pick<World, 'newId'>,
): FlowDocument => {
  const before = placesOf(document).edgeFrom.get(sourceKey(from));
  if (before && before.to.group === to.group && before.to.block === to.block) return document;
  const edge: Edge = { id: before?.id ?? newId(), from: plainSource(from), to };
  return {
    ...document,
    edges: before ? document.edges.map((each) => (each === before ? edge : each)) : [...document.edges, edge],
  };
};

/** The unnamed port is left out, so that one way out is always written in one way. */
const plainSource = (from: EdgeSource): EdgeSource =>
  'trigger' in from || from.port !== '' ? from : { block: from.block };

/** Takes the edge away that leaves this way out. */
export const disconnect =
  (from: EdgeSource): Command =>
  (document) => {
    const edge = placesOf(document).edgeFrom.get(sourceKey(from));
    if (!edge) return unchanged(document);
    const edges = document.edges.filter((each) => each !== edge);
    return ok({ document: { ...document, edges }, label: 'disconnect', undo: STEP });
  };
