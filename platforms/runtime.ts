/** Every platform the server knows. A new platform adds its line here. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Platform } from './platform.ts';
import { website } from './website/platform.ts';

export const platforms: ReadonlyMap<string, Platform> = new Map([[website.id, website]]);

/** The platform with this id; an unknown one is a problem at `platform`. */
export const findPlatform = (id: string): Result<Platform> => {
  const platform = platforms.get(id);
  if (platform) return ok(platform);
  return refused(
    problem(
      'unknown-platform',
      'platform',
      `There is no platform "${id.slice(0, 40)}" here.`,
      `Use one of: ${[...platforms.keys()].join(', ')}.`,
    ),
  );
};
