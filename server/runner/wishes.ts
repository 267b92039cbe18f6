/** What a turn wishes of the world: performed after the commit, from the outbox. */
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Random } from '../random.ts';

/** One effect, by its place in the turn. */
export type WishRecord = { readonly id: string; readonly n: number; readonly effect: Effect };

/** Effects that are performed after the commit, from the outbox. What is said is stored as messages instead. */
const isWish = (effect: Effect): boolean => effect.type === 'tag' || effect.type === 'attribute';

/** Most turns wish for nothing: then nobody needs to look into the outbox. */
export const wishesIn = (random: Random, effects: readonly Effect[]): readonly WishRecord[] =>
  effects
    .map((effect, n) => ({ effect, n }))
    .filter(({ effect }) => isWish(effect))
    .map((wish) => ({ id: random.id('wish'), ...wish }));
