/** ETags and If-Match: nobody overwrites what they have not seen. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';

/** Refuses when the caller named a revision (`If-Match: "7"`) that is no longer the newest; `says` tells what came since. */
export const requireRevision = (
  ifMatch: string | undefined,
  current: number,
  says = 'Someone saved a newer state since you read this.',
): Result<number> =>
  ifMatch === undefined ||
  ifMatch === '*' ||
  ifMatch.replace(/^W\//, '').replaceAll('"', '') === String(current)
    ? ok(current)
    : refused(
        problem('stale', '', says, 'Read it again, apply your change to it, and save with the new ETag.'),
      );
