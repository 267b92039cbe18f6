/** What the buttons above a message do to its text: pure, with the selection that stands afterwards. */

export type Selected = { readonly text: string; readonly start: number; readonly end: number };
export type Mark = 'bold' | 'italic' | 'code' | 'link' | 'list';

const AROUND: Readonly<Record<'bold' | 'italic' | 'code', string>> = { bold: '**', italic: '*', code: '`' };

/** The text with the mark put on the selection, or taken off when it is there; an empty one gets a word to write over. */
export const marked = (selected: Selected, mark: Mark): Selected => {
  if (mark === 'list') return listed(selected);
  if (mark === 'link') return linked(selected);
  return surrounded(selected, AROUND[mark], mark === 'code' ? 'code' : 'text');
};

/** The text in place of the selection, the caret behind it. */
export const replaced = ({ text, start, end }: Selected, inserted: string): Selected => {
  const caret = start + inserted.length;
  return { text: text.slice(0, start) + inserted + text.slice(end), start: caret, end: caret };
};

const surrounded = ({ text, start, end }: Selected, sign: string, word: string): Selected => {
  const inner = text.slice(start, end);
  const before = text.slice(0, start);
  const after = text.slice(end);
  const isOne = sign === '*' && (before.endsWith('**') || after.startsWith('**'));
  if (!isOne && inner !== '' && before.endsWith(sign) && after.startsWith(sign)) {
    const from = start - sign.length;
    return {
      text: before.slice(0, from) + inner + after.slice(sign.length),
      start: from,
      end: from + inner.length,
    };
  }
  const written = inner === '' ? word : inner;
  const from = start + sign.length;
  return { text: before + sign + written + sign + after, start: from, end: from + written.length };
};

const linked = ({ text, start, end }: Selected): Selected => {
  const inner = text.slice(start, end) || 'text';
  const isAddress = /^(https?:|mailto:|tel:)\S+$/.test(inner);
  const [words, address] = isAddress ? ['text', inner] : [inner, 'https://'];
  const next = `${text.slice(0, start)}[${words}](${address})${text.slice(end)}`;
  const from = isAddress ? start + 1 : start + words.length + 3;
  return { text: next, start: from, end: from + (isAddress ? words.length : address.length) };
};

/** Every line of the selection becomes an element, or stops being one when all of them are. */
const listed = ({ text, start, end }: Selected): Selected => {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
  const lines = text.slice(from, to).split('\n');
  const areItems = lines.every((line) => line.startsWith('- '));
  const next = lines.map((line) => (areItems ? line.slice(2) : `- ${line.replace(/^- /, '')}`)).join('\n');
  return { text: text.slice(0, from) + next + text.slice(to), start: from, end: from + next.length };
};
