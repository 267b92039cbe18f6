import { describe, expect, it } from 'vitest';
import { picked } from './match.ts';

const items = [
  { id: 'order', label: 'Where is my order?', value: 'order status' },
  { id: 'cat', label: 'Cat' },
  { id: 'food', label: 'Cat food' },
  { id: 'two', label: '2' },
  { id: 'cafe', label: 'Café, to go' },
  { id: 'none', label: 'I don’t know' },
];
const one = (answer: Parameters<typeof picked>[0]) =>
  picked(answer, items, false)?.map((item) => item.id) ?? null;
const many = (text: string) => picked({ text }, items, true)?.map((item) => item.id) ?? null;

describe('an answer to a choice of one', () => {
  it('is an id', () => {
    expect(one({ choice: 'cat' })).toEqual(['cat']);
    expect(one({ choices: ['cat'] })).toEqual(['cat']);
    expect(one({ choice: 'Cat' })).toBeNull();
    expect(one({ choices: ['cat', 'food'] })).toBeNull();
    expect(one({ choices: [] })).toBeNull();
  });

  it('is a label or value in words, in any case and either spelling of an accent', () => {
    expect(one({ text: ' where IS my order? ' })).toEqual(['order']);
    expect(one({ text: 'Order Status' })).toEqual(['order']);
    expect(one({ text: 'CAFE\u0301, to go' })).toEqual(['cafe']);
  });

  it('is a label with either shape of apostrophe', () => {
    expect(one({ text: "i don't know" })).toEqual(['none']);
  });

  it('is a number counted from 1, unless a label says that number', () => {
    expect(one({ text: '1' })).toEqual(['order']);
    expect(one({ text: '2' })).toEqual(['two']);
    expect(one({ text: '3' })).toEqual(['food']);
    for (const text of ['0', '7', '-1', '1.0']) expect(one({ text }), text).toBeNull();
  });

  it('fits none when it is anything else', () => {
    for (const text of ['', 'hi', 'cats', 'my cat', '__proto__', 'constructor'])
      expect(one({ text }), text).toBeNull();
    expect(one({})).toBeNull();
  });
});

describe('an answer to a choice of several', () => {
  it('is ids, all of them known, in the order of the items', () => {
    const ids = (...choices: readonly string[]) =>
      picked({ choices }, items, true)?.map((item) => item.id) ?? null;
    expect(ids('food', 'order', 'food')).toEqual(['order', 'food']);
    expect(ids('food', 'dog')).toBeNull();
  });

  it('is labels, values and numbers between commas', () => {
    expect(many('cat food, 1')).toEqual(['order', 'food']);
    expect(many('Café, to go')).toEqual(['cafe']);
    expect(many('cat;\nfood')).toEqual(['cat', 'food']);
  });

  it('is whole phrases in a sentence, the longest first', () => {
    expect(many('I would like cat food please')).toEqual(['food']);
    expect(many('A cat and cat food!')).toEqual(['cat', 'food']);
    expect(many('Café, to go and a cat')).toEqual(['cat', 'cafe']);
    expect(many('category')).toBeNull();
  });

  it('is bare numbers with "and" between, but not numbers inside a sentence', () => {
    expect(many('1 and 3')).toEqual(['order', 'food']);
    expect(many('cat & 1')).toEqual(['order', 'cat']);
    expect(many('1 and 9')).toBeNull();
    expect(many('I have 3 dogs')).toBeNull();
  });

  it('fits none when nothing is named', () => {
    for (const text of ['', ' , ', 'hi', 'dog, mouse']) expect(many(text), text).toBeNull();
  });

  it('is answered at once, however long', () => {
    const begun = performance.now();
    for (const unit of ['cat ', 'a', ', ', 'catcat ']) many(unit.repeat(60_000));
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
