import { describe, expect, it } from 'vitest';
import { attributesIn, linesOf } from './test-person.ts';

describe('the attributes of who talks', () => {
  it.each([
    ['plan', 'Premium', 'Premium'],
    ['seats', '12', 12],
    ['trial', 'true', true],
    ['street', '12 rue Lepic', '12 rue Lepic'],
    ['zip', '"01234"', '01234'],
    ['tags', 'VIP, Beta ,', ['VIP', 'Beta']],
    ['tags', '["a, b"]', ['a, b']],
    ['company', '{"size": 3}', { size: 3 }],
    ['note', '', ''],
  ])('%s: %s is read as %j', (name, value, attribute) => {
    expect(attributesIn([{ name, value }])).toEqual({ [name]: attribute });
  });

  it('are read back as they were written', () => {
    const attributes = { plan: 'Premium', seats: 12, zip: '01234', tags: ['VIP', 'Beta'], trial: false };
    expect(attributesIn(linesOf({ key: 'k', attributes }))).toEqual(attributes);
  });

  it('need a name', () => {
    expect(attributesIn([{ name: ' ', value: 'x' }])).toEqual({});
  });
});
