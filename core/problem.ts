/** A problem is an expected failure as a value: what is wrong, where, and how to mend it. Only bugs throw. */

/**
 * - `code`: stable kebab-case name that programs may branch on
 * - `at`: where, as a dotted path into what was given ("groups.2.blocks.0.markdown"); "" is the whole of it
 * - `says`: one calm sentence for people
 * - `hint`: what to do next; "" when the sentence already says it
 */
export type Problem = {
  readonly code: string;
  readonly at: string;
  readonly says: string;
  readonly hint: string;
};

/** Either the value, or at least one problem; never both. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const refused = (...problems: readonly Problem[]): Result<never> => ({ ok: false, problems });

/** Makes a problem; the hint may be left out. */
export const problem = (code: string, at: string, says: string, hint = ''): Problem => ({
  code,
  at,
  says,
  hint,
});

/** Moves a problem under a longer path, for a caller that checked a part of something larger. */
export const under = (prefix: string, inner: Problem): Problem => ({
  ...inner,
  at: inner.at === '' ? prefix : `${prefix}.${inner.at}`,
});

/** One line for a terminal: `code at: says (hint)`. */
export const problemLine = (p: Problem): string =>
  `${p.code} ${p.at || '(document)'}: ${p.says}${p.hint ? ` (${p.hint})` : ''}`;
