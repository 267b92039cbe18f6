/** What is known of people on any platform: what forms offer while nobody says where a flow will run. */
import { platforms } from '@sluice/platforms/studio';
import type { PersonAttribute } from './suggestions.ts';

/** Each path once, under the name of the first platform that has it; without patterns such as `custom.*`. */
export const ATTRIBUTES: readonly PersonAttribute[] = [
  ...new Map(
    [...platforms.values()]
      .toReversed()
      .flatMap((platform) => platform.attributes({}))
      .filter(({ path }) => !path.includes('*'))
      .map(({ path, name }) => [path, { path, name }] as const),
  ).values(),
];
