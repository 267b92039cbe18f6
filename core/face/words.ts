/** Templates as people read them on a card: Markdown without its marks, and names of values as chips. */
import { compileTemplate } from '../interpreter/template.ts';
import type { Span, Words } from './face.ts';
import type { FaceNames } from './names.ts';

export const plain = (text: string): Span => ({ text });
export const strong = (text: string): Span => ({ text, as: 'strong' });
export const muted = (text: string): Span => ({ text, as: 'muted' });
export const mono = (text: string): Span => ({ text, as: 'mono' });
export const chip = (text: string): Span => ({ text, as: 'chip' });

/** The text of a template with a chip for every value; `style` is that of the text between. */
export const templateWords = (template: string, names: FaceNames, style?: Span['as']): Words => {
  const { text, chips } = withStandIns(template, names);
  return withChips(style === undefined ? [{ text }] : [{ text, as: style }], chips);
};

/** As `templateWords`, for Markdown: bold stays bold, list marks become dots, other marks disappear. */
export const markdownWords = (template: string, names: FaceNames): Words => {
  const { text, chips } = withStandIns(template, names);
  return withChips(inline(lines(text)), chips);
};

/** What the words say, without their styles: for searching and for labels. */
export const textOfWords = (words: Words): string => words.map((span) => span.text).join('');

/** Values stand as single characters of the private use area while the text around them is read. */
const FIRST = 0xe000;
const STAND_IN = /[\uE000-\uF8FF]/;

const withStandIns = (template: string, names: FaceNames): { text: string; chips: readonly string[] } => {
  const compiled = compileTemplate(template.replace(new RegExp(STAND_IN, 'g'), ''));
  if (!compiled.ok) return { text: template, chips: [] };
  const chips: string[] = [];
  const parts = compiled.value.parts.map((part) => {
    if (typeof part === 'string') return part;
    const [path] = part.reads;
    if (path === undefined || chips.length >= MOST_CHIPS) return '…';
    chips.push(names.called(path));
    return String.fromCharCode(FIRST + chips.length - 1);
  });
  return { text: parts.join(''), chips };
};

const MOST_CHIPS = 200;

const withChips = (spans: Words, chips: readonly string[]): Words =>
  spans.flatMap((span) =>
    span.text
      .split(/([\uE000-\uF8FF])/)
      .filter((part) => part !== '')
      .map((part): Span => {
        const name = STAND_IN.test(part) ? chips[part.charCodeAt(0) - FIRST] : undefined;
        return name === undefined ? { ...span, text: part } : chip(name);
      }),
  );

const lines = (markdown: string): string =>
  markdown
    .trim()
    .split(/\n+/)
    .map((line) =>
      line
        .trim()
        .replace(/^(?:#{1,6}|>)\s+/, '')
        .replace(/^[-*+]\s+/, '• '),
    )
    .filter((line) => line !== '')
    .join('\n');

const INLINE =
  /\\([\\`*_[\]()#~!<>.-])|!?\[([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)|\*\*([^*]+)\*\*|__([^_]+)__|`([^`]+)`|~~([^~]+)~~|\*([^*\s][^*]*)\*|(?<!\w)_([^_\s][^_]*)_(?!\w)/g;

/** The few inline marks of Markdown; what does not close is text. */
const inline = (text: string): Words => {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, escaped, link, bold, underlined, code, struck, slanted, also] = match;
    if (match.index > at) spans.push(plain(text.slice(at, match.index)));
    at = match.index + whole.length;
    const heavy = bold ?? underlined;
    if (heavy !== undefined) spans.push(strong(heavy));
    else if (code !== undefined) spans.push(mono(code));
    else spans.push(plain(escaped ?? link ?? struck ?? slanted ?? also ?? ''));
  }
  if (at < text.length) spans.push(plain(text.slice(at)));
  return joined(spans);
};

/** Neighbours of one style as one span. */
const joined = (spans: readonly Span[]): Words => {
  const found: Span[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last && last.as === span.as) found[found.length - 1] = { ...last, text: last.text + span.text };
    else found.push(span);
  }
  return found.filter((span) => span.text !== '');
};
