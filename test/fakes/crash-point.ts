/** The crash points of a turn, as the database sees them: before and after each statement of it. */
import { pause } from './fault.ts';
import type { Side } from './gate.ts';
import { beginTalk, type Guest, guestOf, insist, type Pair } from './pair.ts';

/** What a guest does on the first process; the answer, or null when there was none. */
export type Deed = { readonly name: 'opening' | 'message'; do(guest: Guest): Promise<unknown> };

export const OPENING: Deed = { name: 'opening', do: (guest) => beginTalk(guest).catch(() => null) };
export const MESSAGE: Deed = {
  name: 'message',
  do: async ({ here, id }) => {
    const answer = await here.message(id, { id: 'm-one', text: 'one' }).catch(() => null);
    return answer?.status === 200 ? answer.body : null;
  },
};

export type CrashPoint = { readonly deed: Deed; readonly text: string; readonly side: Side };

export const nameOf = ({ deed, text, side }: CrashPoint): string =>
  `${deed.name}, ${side} "${text.replaceAll(/\s+/g, ' ').trim().slice(0, 60)}"`;

/** Longer than two rounds of the sweep. */
const QUIET_MS = 1_200;

/** Learnt by watching one of each, so that no change of the statements leaves a gap. */
export const crashPointsOf = async (pair: Pair): Promise<readonly CrashPoint[]> => {
  const { gate } = pair;
  // Once before, so that what is loaded once is loaded.
  const known = await guestOf(pair);
  await beginTalk(known);
  await insist(known.here, known.id, 'one');
  gate.takeSeen();
  await pause(QUIET_MS);
  const background = new Set(gate.takeSeen());
  const guest = await guestOf(pair);
  const points: CrashPoint[] = [];
  for (const deed of [OPENING, MESSAGE]) {
    gate.takeSeen();
    await deed.do(guest);
    for (const text of new Set(gate.takeSeen())) {
      if (background.has(text)) continue;
      points.push({ deed, text, side: 'before' }, { deed, text, side: 'after' });
    }
  }
  return points;
};

/** Has all of them do it at once, and waits until no more of them reach the point where the gate holds them. */
export const bringThere = async (
  { gate }: Pair,
  { deed, text, side }: CrashPoint,
  guests: readonly Guest[],
): Promise<{ readonly answers: Promise<unknown[]>; readonly reached: number; release(): void }> => {
  const hold = gate.hold(text, side);
  const answers = Promise.all(guests.map((guest) => deed.do(guest)));
  const since = performance.now();
  let last = 0;
  for (let calm = 0; calm < 10 && hold.reached() < guests.length; calm += 1) {
    await pause(20);
    if (hold.reached() !== last || (last === 0 && performance.now() - since < 3_000)) calm = 0;
    last = hold.reached();
  }
  return { answers, reached: hold.reached(), release: hold.release };
};
