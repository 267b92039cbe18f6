/** ETags and If-Match: nobody overwrites what they have not seen. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';

/** Refuses when the caller named a revision (`If-Match: "7"`) that is no longer the newest. */
export const requireRevision = (ifMatch: string | undefined, current: number): Result<number> =>
  ifMatch === undefined ||
  ifMatch === '*' ||
  ifMatch.replace(/^W\//, '').replaceAll('"', '') === String(current)
    ? ok(current)
    : refused(
        problem(
          'stale',
          '',
          'Someone saved a newer state since you read this.',
          'Read it again, apply your change to it, and save with the new ETag.',
        ),
      );
