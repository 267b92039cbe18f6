/** Where a preview stands, in the hands of whoever plays it: encrypted, so that nothing of the flow can be read or changed. */
import type { State } from '@sluice/core/interpreter/state';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { SecretBox } from '../../secrets.ts';

/** As it travels; far above what conversations hold, and below what one call may send. */
export const LONGEST_SEAL = 200_000;

export type Standing = {
  readonly state: State;
  /** Turns taken so far. */
  readonly turns: number;
  /** The draft's revision it runs on; null on a version, which never changes. */
  readonly revision: number | null;
};

/** Bound to the link: a standing of one preview opens in no other. */
const context = (linkId: string): string => `preview ${linkId}`;

export const seal = (secrets: SecretBox, linkId: string, standing: Standing): Result<string> => {
  const sealed = secrets.seal(JSON.stringify(standing), context(linkId));
  return sealed.length <= LONGEST_SEAL
    ? ok(sealed)
    : refused(
        problem(
          'too-large',
          '',
          'This conversation holds more than a preview can carry.',
          'Start over, or try it in the studio’s test panel.',
        ),
      );
};

export const unseal = (secrets: SecretBox, linkId: string, sealed: string): Result<Standing> => {
  try {
    return ok(JSON.parse(secrets.open(sealed, context(linkId))) as Standing); // only we can have sealed it
  } catch {
    return refused(
      problem('bad-request', 'sealed', 'This is no standing of this preview.', 'Start over without it.'),
    );
  }
};
