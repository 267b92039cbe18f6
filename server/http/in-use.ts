/** The answer for what cannot go because something else stands on it. */
import { problem, type Result, refused } from '@sluice/core/problem';

/** Names the first few users; `what` is a sentence's beginning (`The flow "Support"`), `kind` a noun ("deployment"). */
export const inUse = (
  what: string,
  kind: string,
  users: readonly { readonly name: string }[],
): Result<never> => {
  const named = users.slice(0, 3).map(({ name }) => `"${name}"`);
  const more = users.length > named.length ? ` and ${users.length - named.length} more` : '';
  const nouns = users.length === 1 ? kind : `${kind}s`;
  return refused(
    problem(
      'in-use',
      '',
      `${what} is used by the ${nouns} ${named.join(', ')}${more}.`,
      `Change or archive the ${nouns} first.`,
    ),
  );
};
