import { expect, test } from 'vitest';
import { excerptOf } from './excerpt.ts';

const shown = (text: string, query: string): string =>
  excerptOf(text, query)
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join('');

test.each([
  ['Where is my order?', 'order', 'Where is my [order]?'],
  ['Where is my order?', 'ORD whe', '[Whe]re is my [ord]er?'],
  ['Reorder an order', 'order', 'Reorder an [order]'],
  ['Größe wählen', 'wahlen', 'Größe [wählen]'],
  ['Order number', 'order order', '[Order] number'],
  ['banana', 'ban anana', '[banana]'],
  ['Hello', '', 'Hello'],
  ['Hello', 'xyz', 'Hello'],
])('“%s” looked for by “%s” is “%s”', (text, query, expected) => {
  expect(shown(text, query)).toBe(expected);
});

test('a long text begins shortly before what was found in it', () => {
  const text = `${'So much was said before. '.repeat(20)}Then the warehouse burned.`;
  expect(shown(text, 'warehouse')).toBe('…said before. Then the [warehouse] burned.');
});

test('a long text ends where nobody could read it in one line', () => {
  const text = 'order '.repeat(200);
  const line = shown(text, 'order');
  expect(line.startsWith('[order] order')).toBe(true);
  expect(line.endsWith('…')).toBe(true);
  expect(line.length).toBeLessThan(260);
});
