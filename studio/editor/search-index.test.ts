import { describe, expect, it } from 'vitest';
import { type Entry, findIn, type Kind, searchIndex } from './search-index.ts';

const entry = (kind: Kind, title: string, more: Partial<Entry> = {}): Entry => ({
  kind,
  id: title,
  title,
  note: '',
  words: '',
  family: null,
  ...more,
});
const found = (entries: readonly Entry[], query: string, most = 20): readonly string[] =>
  findIn(searchIndex(entries), query, most).map(
    ({ kind, entries: titles, more }) =>
      `${kind}: ${titles.map(({ title }) => title).join(', ')}${more > 0 ? ` +${more}` : ''}`,
  );

describe('what is found', () => {
  it('holds every word of the query, in any order, small or capital, with or without accents', () => {
    const entries = [entry('block', 'Où est ma commande?'), entry('block', 'Ma réponse')];
    expect(found(entries, 'COMMANDE ou')).toEqual(['block: Où est ma commande?']);
    expect(found(entries, 'ma xyz')).toEqual([]);
  });

  it('is also what is said beside it', () => {
    const entries = [
      entry('block', 'Where can we reach you?', { note: 'Input in Your email', words: 'email_address' }),
      entry('variable', 'Email', { words: 'email_address' }),
    ];
    expect(found(entries, 'email_address')).toEqual(['variable: Email', 'block: Where can we reach you?']);
  });

  it('is nothing as long as nothing is asked', () => {
    expect(found([entry('block', 'Hello')], '  ')).toEqual([]);
  });

  it('is no letter in the middle of a word', () => {
    expect(found([entry('block', 'Banana'), entry('block', 'An apple')], 'a')).toEqual(['block: An apple']);
  });
});

describe('the order', () => {
  it('goes from the whole title over its beginning and a word’s beginning to the inside of a word', () => {
    const entries = ['Reorder', 'Your order', 'Order number', 'Order'].map((title) => entry('group', title));
    expect(found(entries, 'order')).toEqual(['group: Order, Order number, Your order, Reorder']);
  });

  it('puts a title before what is only said beside it', () => {
    const entries = [entry('block', 'Hello', { note: 'Message in Order' }), entry('block', 'Reorder')];
    expect(found(entries, 'order')).toEqual(['block: Reorder, Hello']);
  });

  it('puts the kind with the best match first, and keeps equal ones as they stand', () => {
    const entries = [
      entry('block', 'I want to publish'),
      entry('block', 'Did you publish it?'),
      entry('action', 'Publish'),
    ];
    expect(found(entries, 'publish')).toEqual([
      'action: Publish',
      'block: I want to publish, Did you publish it?',
    ]);
  });

  it('shows so many of a kind and says how many more there are', () => {
    const entries = ['a1', 'a2', 'a3'].map((title) => entry('block', title));
    expect(found(entries, 'a', 2)).toEqual(['block: a1, a2 +1']);
  });
});
