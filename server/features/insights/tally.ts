/** Adds counted conversations up to the numbers and rates of a report. */

/** Conversations that are alike: same day, version, status, outcome, and whether a human took part: asked by the flow, or by themselves. */
export type Alike = {
  readonly day: string;
  readonly version: number;
  readonly status: 'waiting' | 'completed' | 'handed-off' | 'failed' | 'abandoned' | 'none';
  readonly outcome: string | null;
  readonly handed: boolean;
  readonly conversations: number;
};

export type Numbers = {
  readonly opened: number;
  readonly waiting: number;
  readonly completed: number;
  readonly handedOff: number;
  readonly failed: number;
  readonly abandoned: number;
  readonly rates: {
    readonly containment: number | null;
    readonly handoff: number | null;
    readonly abandonment: number | null;
    readonly failure: number | null;
  };
  readonly outcomes: { readonly [name: string]: number };
};

/**
 * Counts are of conversations as they stand now. What is with a human has ended for the bot. Rates are of those
 * ended: containment is completed by the flow alone; handoff is with a human's part, whatever became of it.
 * They need not add up to one: a conversation may be handed over and abandoned later.
 */
export const tally = (groups: readonly Alike[]): Numbers => {
  const sum = (counts: (group: Alike) => boolean): number =>
    groups.reduce((total, group) => (counts(group) ? total + group.conversations : total), 0);
  const ofStatus = (status: Alike['status']) => sum((group) => group.status === status);
  const [waiting, completed, failed, abandoned] = (
    ['waiting', 'completed', 'failed', 'abandoned'] as const
  ).map(ofStatus) as [number, number, number, number]; // one for each status named
  const handedOff = ofStatus('handed-off');
  const ended = completed + handedOff + failed + abandoned;
  const rate = (part: number): number | null => (ended === 0 ? null : part / ended);
  const outcomes = new Map<string, number>();
  for (const { outcome, conversations } of groups) {
    if (outcome !== null) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + conversations);
  }
  return {
    opened: sum(() => true),
    waiting,
    completed,
    handedOff,
    failed,
    abandoned,
    rates: {
      containment: rate(sum((group) => group.status === 'completed' && !group.handed)),
      handoff: rate(sum((group) => group.status !== 'waiting' && group.handed)),
      abandonment: rate(abandoned),
      failure: rate(failed),
    },
    // fromEntries defines own properties, so an outcome named "__proto__" is only a name
    outcomes: Object.fromEntries(outcomes),
  };
};

/** The same numbers for each value of a key, in ascending order of the key. */
export const tallyBy = <K extends string | number>(
  groups: readonly Alike[],
  keyOf: (group: Alike) => K,
): readonly { readonly key: K; readonly numbers: Numbers }[] => {
  const parts = new Map<K, Alike[]>();
  for (const group of groups) {
    const key = keyOf(group);
    const part = parts.get(key);
    if (part) part.push(group);
    else parts.set(key, [group]);
  }
  return [...parts]
    .map(([key, part]) => ({ key, numbers: tally(part) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
};
