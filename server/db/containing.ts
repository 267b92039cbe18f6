/** A search for text within text, for `like` and `ilike`: what a person typed is never a pattern. */

/** `%` and `_` are characters like any other. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
