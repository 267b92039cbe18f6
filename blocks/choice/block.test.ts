import { describe, expect, it } from 'vitest';
import { codes, fakeCheck, said, withSettings } from '../fake-context.ts';
import { choice } from './block.ts';

const items = [
  { id: 'order', label: 'Where is my order?', value: 'order' },
  { id: 'return', label: 'Return {{ product }}' },
];
const ask = (settings: object = {}) => withSettings(choice, { items, variable: 'topic', ...settings });
const around = { variables: { product: 'the bag' } };
const offered = (settings: object, given = around as object) => {
  const { then } = ask(settings).enter(given);
  return then.type === 'wait' && then.awaiting.type === 'choice' ? then.awaiting : null;
};

describe('a choice', () => {
  it('offers its items, labels filled in, as buttons unless told otherwise', () => {
    expect(offered({})).toEqual({
      type: 'choice',
      items: [
        { id: 'order', label: 'Where is my order?', value: 'order' },
        { id: 'return', label: 'Return the bag' },
      ],
      multiple: false,
      display: 'buttons',
    });
    expect(offered({ multiple: true, display: 'list' })).toMatchObject({ multiple: true, display: 'list' });
  });

  it('stores the value or the label, and leaves by the item', () => {
    expect(ask().answer('1', around)).toEqual({
      set: { topic: 'order' },
      then: { type: 'leave', port: 'order' },
    });
    expect(ask().answer('return the bag', around)).toEqual({
      set: { topic: 'Return the bag' },
      then: { type: 'leave', port: 'return' },
    });
  });

  it('stores a list in the order of the items when several may be picked, and leaves by no item', () => {
    const block = ask({ multiple: true });
    expect(block.answer({ choices: ['return', 'order'] }, around)).toEqual({
      set: { topic: ['order', 'Return the bag'] },
      then: { type: 'leave', port: '' },
    });
    expect(block.ports()).toEqual({ named: [], next: true });
    expect(ask().ports()).toEqual({ named: ['order', 'return'], next: true });
  });

  it('asks again when the answer fits none', () => {
    expect(ask().answer('hi').then).toEqual({ type: 'again' });
    expect(said(ask().answer('hi'))).toEqual(['Sorry, I didn’t get that. Please pick one of these.']);
    expect(said(ask({ multiple: true }).answer('hi'))).toEqual([
      'Sorry, I didn’t get that. Please pick one or more of these.',
    ]);
  });

  it('asks again in the author’s words, else the flow’s', () => {
    const words = { retryMessage: 'One of the two, {{ product }} or not.' };
    expect(said(ask(words).answer('hi', around))).toEqual(['One of the two, the bag or not.']);
    expect(said(ask().answer('hi', { retryMessage: 'Pardon?' }))).toEqual(['Pardon?']);
  });

  it('hides items whose condition does not hold, and counts only what is shown', () => {
    const vip = { all: [{ left: 'person.tags', op: 'contains', right: 'VIP' }] };
    const settings = { items: [{ id: 'call', label: 'Call me', visibleIf: vip }, ...items] };
    expect(offered(settings)?.items.map((item) => item.id)).toEqual(['order', 'return']);
    const known = { person: { attributes: { tags: ['VIP'] } } };
    expect(offered(settings, known)?.items).toHaveLength(3);
    expect(ask(settings).answer('1', around).then).toEqual({ type: 'leave', port: 'order' });
    expect(ask(settings).answer({ choice: 'call' }, around).then).toEqual({ type: 'again' });
  });

  it('understands what was on show, also when a condition has changed since', () => {
    const never = { any: [] };
    const block = ask({ items: [{ id: 'call', label: 'Call me', visibleIf: never }, ...items] });
    expect(block.answer('1', around, ['call', 'order']).then).toEqual({ type: 'leave', port: 'call' });
    expect(block.answer('1', around, ['return']).then).toEqual({ type: 'leave', port: 'return' });
    expect(block.answer('2', around, ['return']).then).toEqual({ type: 'again' });
  });

  it('goes on when there is nothing to show', () => {
    const never = { any: [] };
    expect(ask({ items: [{ id: 'a', label: 'A', visibleIf: never }] }).enter()).toEqual({
      then: { type: 'leave', port: '' },
    });
  });

  it('takes its items from a list: texts, numbers, or objects with a label', () => {
    const shops = [
      'Leipzig',
      7,
      { label: 'Berlin, Mitte', value: 'Berlin', image: 'javascript:1' },
      null,
      {},
    ];
    const block = withSettings(choice, { itemsFrom: 'shops', variable: 'topic' });
    const { then } = block.enter({ variables: { shops } });
    expect(then.type === 'wait' && then.awaiting.type === 'choice' ? then.awaiting.items : null).toEqual([
      { id: 'item-1', label: 'Leipzig' },
      { id: 'item-2', label: '7' },
      { id: 'item-3', label: 'Berlin, Mitte', value: 'Berlin' },
    ]);
    expect(block.answer('3', { variables: { shops } })).toEqual({
      set: { topic: 'Berlin' },
      then: { type: 'leave', port: '' },
    });
    expect(block.enter({ variables: { shops: [] } }).then).toEqual({ type: 'leave', port: '' });
  });

  it('is found wanting without items, without labels, or with an id twice', () => {
    const check = (settings: object) =>
      codes(withSettings(choice, settings).check(fakeCheck({ variables: ['list'] })));
    expect(check({ items: [] })).toEqual(['choice-without-items items']);
    expect(check({})).toEqual(['choice-without-items items']);
    expect(check({ itemsFrom: 'list' })).toEqual([]);
    expect(check({ itemsFrom: 'lists' })).toEqual(['unknown-variable itemsFrom']);
    expect(check({ itemsFrom: 'list', items: [{ id: 'a', label: 'A' }] })).toEqual(['items-twice itemsFrom']);
    expect(
      check({
        items: [
          { id: 'a', label: ' ' },
          { id: 'a', label: 'B' },
        ],
      }),
    ).toEqual(['duplicate-id items.1.id', 'item-without-label items.0.label']);
    expect(check({ items: [{ id: 'a', label: 'A' }], variable: 'x' })).toEqual(['unknown-variable variable']);
  });
});
