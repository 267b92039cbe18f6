/** Where edges turn between two columns: side by side, so that those of one group neither cover nor cross each other. */

export type Route = {
  readonly id: string;
  /** The group it leaves. */
  readonly source: string;
  /** How high it begins and ends. */
  readonly from: number;
  readonly to: number;
};

/**
 * The lane of each edge by its id, 0 nearest to its group. Of those that rise the highest turns first, of those that
 * fall the lowest: whatever turns later passes behind those that have turned.
 */
export const lanesOf = (routes: readonly Route[]): ReadonlyMap<string, number> => {
  const lanes = new Map<string, number>();
  const bySource = new Map<string, Route[]>();
  for (const route of routes) {
    const own = bySource.get(route.source);
    if (own) own.push(route);
    else bySource.set(route.source, [route]);
  }
  for (const own of bySource.values()) {
    const [rising, falling] = [own.filter(rises), own.filter((route) => !rises(route))];
    for (const [lane, { id }] of rising.toSorted((a, b) => a.from - b.from).entries()) lanes.set(id, lane);
    for (const [lane, { id }] of falling.toSorted((a, b) => b.from - a.from).entries()) lanes.set(id, lane);
  }
  return lanes;
};

const rises = ({ from, to }: Route): boolean => to < from;

const FIRST = 24;
const APART = 8;
/** From the last lane to the group: room for the corner and the arrow. */
const LAST = 24;

/** Where an edge of this lane turns on its way from one side to the other; it never waits until it stands before its target. */
export const turnAt = (lane: number, sourceX: number, targetX: number): number =>
  Math.min(sourceX + FIRST + lane * APART, Math.max(targetX - LAST, (sourceX + targetX) / 2));
