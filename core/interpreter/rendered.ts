/** Text with the values still told apart from the author's words, so that each reader escapes as it must. */

/** The author's Markdown, and the values that were filled in (which are never markup). */
export type Rendered = readonly (string | { readonly value: string })[];

/** The Markdown as written, values filled in verbatim: for transcripts and terminals. */
export const verbatim = (text: Rendered): string =>
  text.map((part) => (typeof part === 'string' ? part : part.value)).join('');

/**
 * The Markdown with every value escaped (CommonMark backslash escapes and character references), so that an answer
 * such as `**hi**` or `[x](javascript:…)` is shown as it was typed and never becomes markup, not even together with
 * the author's words around it: `\{{x}}`, `<{{x}}>` and `{{x}}. Next` stay text too.
 */
export const asMarkdown = (text: Rendered): string => {
  let out = '';
  for (const [at, part] of text.entries()) {
    if (typeof part === 'string') {
      out += part;
      continue;
    }
    if (part.value === '') continue;
    const next = text[at + 1];
    const follows = typeof next === 'string' ? next : '';
    const value = escapeMarkdown(part.value);
    out =
      closedBefore(out) + (numbersAList(out, value, follows) ? asReference(value) + value.slice(1) : value);
  }
  return out;
};

/**
 * Any text as Markdown that parses back to exactly that text, wherever it stands in a paragraph, heading, list, quote,
 * link text or link address. Ordinary words, numbers, dates, addresses and e-mails stay as they are. Carriage returns
 * become newlines, NUL is dropped (Markdown cannot hold it). Inside the author's code marks nothing can be escaped:
 * there the backslashes show.
 */
export const escapeMarkdown = (value: string): string => {
  const text = value.replace(/\r\n?/g, '\n').replaceAll('\0', '');
  const tail = endingMarks(text);
  return text
    .replace(MARKUP, (char, at: number) => (LAST.has(char) && at > 0 && at < tail ? char : `\\${char}`))
    .replace(TRIMMED, asReference);
};

/**
 * What could be markup: some characters anywhere; "_" unless it stands inside a word; "&" before what could be a
 * reference; and, as a value may come first in a line, what opens a heading, list, rule, underline or definition there.
 */
const MARKUP =
  /[\\`*[\]()<>~#!]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=[#\w]|$)|^[.:=]|^[-+](?=[-+\s]|$)|(?<=^\d{1,9})\.(?=\s|$)/gu;

/** Markup only first or last in a value: "#" closes a heading too, "!" before the author's link makes it an image. */
const LAST: ReadonlySet<string> = new Set(['#', '!']);
const endingMarks = (text: string): number => {
  let at = text.length;
  while (at > 0 && LAST.has(text.charAt(at - 1))) at -= 1;
  return at;
};

/** Markdown trims lines and ends paragraphs at empty ones; references are kept and are never structure. */
const TRIMMED = /\n|^[ \t\ufeff]|[ \t](?=\n|$)|(?<=\n)[ \t]/g;
const asReference = (char: string): string => `&#${char.charCodeAt(0)};`;

/** The author's last mark must not swallow the value's first escape ("\") nor open a tag or autolink with it ("<"). */
const closedBefore = (out: string): string => {
  let at = out.length;
  while (at > 0 && out[at - 1] === '\\') at -= 1;
  if ((out.length - at) % 2 === 1) return `${out}\\`;
  if (!out.endsWith('<') || out.endsWith('](<') || out.endsWith('\\<')) return out;
  return `${out.slice(0, -1)}\\<`;
};

/** True for "{{n}}. Next" at the start of a line: with a number in it, it would turn into a list. */
const numbersAList = (out: string, value: string, follows: string): boolean =>
  /^\d{1,9}$/.test(value) &&
  /^[.)](\s|$)/.test(follows) &&
  /^[\s>*+\-\d.)]*$/.test(out.slice(out.lastIndexOf('\n') + 1));
