/** Text with the values still told apart from the author's words, so that each reader escapes as it must. */

/** The author's Markdown, and the values that were filled in (which are never markup). */
export type Rendered = readonly (string | { readonly value: string })[];

/** The Markdown as written, values filled in verbatim: for transcripts and terminals. */
export const verbatim = (text: Rendered): string =>
  text.map((part) => (typeof part === 'string' ? part : part.value)).join('');

const MARKUP = /[\\`*_{}[\]()#+\-.!|<>~&:/@=]/g;

/**
 * The Markdown with every value escaped (CommonMark backslash escapes), so that an answer such as `**hi**` or
 * `[x](javascript:…)` is shown as it was typed and never becomes markup.
 */
export const asMarkdown = (text: Rendered): string =>
  text.map((part) => (typeof part === 'string' ? part : escapeMarkdown(part.value))).join('');

export const escapeMarkdown = (value: string): string => value.replace(MARKUP, '\\$&');
