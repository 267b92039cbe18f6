/** Values that options take on the command line: read as people write them, refused with the option's name. */
import { isoInstant } from '@sluice/core/audience/date-value';
import type { Clock, Instant } from '@sluice/core/instant';
import { ok, type Result, refused } from '@sluice/core/problem';
import { type BasisPoints, fromPercent } from '@sluice/core/rollout/share';
import { usageProblem } from './verb.ts';

/** `--now`: ISO 8601, UTC unless it names a zone; left out, the time it is. */
export const readNow = (text: string | undefined, clock: Clock): Result<Instant> => {
  const instant = text === undefined ? clock.now() : isoInstant(text);
  return instant === null
    ? refused(usageProblem('--now', 'This is not a point in time.', 'Write 2026-03-09T09:00:00Z.'))
    : ok(instant);
};

/** `--share`: a percentage, in plain digits. */
export const readPercent = (text: string): Result<BasisPoints> => {
  const share = /^\d{1,3}(\.\d+)?$/.test(text) ? fromPercent(Number(text)) : null;
  const says = 'The share must be a number from 0 to 100, in steps of 0.01.';
  return share === null
    ? refused(usageProblem('--share', says, 'For a quarter of the people, write 25.'))
    : ok(share);
};

/** `--seed`: a whole number; 1 when it is left out. */
export const readSeedNumber = (text: string | undefined): Result<number> => {
  const seed = Number(text ?? '1');
  return /^\d+$/.test(text ?? '1') && Number.isSafeInteger(seed)
    ? ok(seed)
    : refused(usageProblem('--seed', 'The seed must be a whole number.', 'Write --seed 7.'));
};
