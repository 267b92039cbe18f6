/** The one answer for what does not exist, and for what exists in another workspace. */
import { problem, type Result, refused } from '@sluice/core/problem';

/** `kind` as people call it ("flow", "API key"). */
export const notFound = (kind: string, id: string): Result<never> =>
  refused(
    problem(
      'not-found',
      '',
      `There is no ${kind} "${id}".`,
      'Check the id, and that the key is of its workspace.',
    ),
  );
