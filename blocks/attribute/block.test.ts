import { describe, expect, it } from 'vitest';
import { withSettings } from '../fake-context.ts';
import { attribute } from './block.ts';

const value = (given: unknown, variables = {}, attributes = {}) => {
  const [effect] =
    withSettings(attribute, { name: 'custom.x', value: given }).enter({ variables, person: { attributes } })
      .effects ?? [];
  return effect?.type === 'attribute' ? effect.value : undefined;
};

describe('an attribute block', () => {
  it('keeps a value as what it is when the template is only that value', () => {
    expect(value('{{ seats }}', { seats: 12 })).toBe(12);
    expect(value('{{ sizes }}', { sizes: ['S', 'M'] })).toEqual(['S', 'M']);
    expect(value('{{ person.plan }}', {}, { plan: 'Premium' })).toBe('Premium');
    expect(value('{{ unset }}')).toBeNull();
  });

  it('makes text of everything else, and takes numbers and true or false as they are', () => {
    expect(value('{{ seats }} seats', { seats: 12 })).toBe('12 seats');
    expect(value(3)).toBe(3);
    expect(value(false)).toBe(false);
    expect(value(null)).toBeNull();
  });

  it('refuses names that are no dotted path', () => {
    for (const name of ['', 'a b', 'a..b', '.a', '{{ x }}', '__proto__', 'a.__proto__.b'])
      expect(attribute.settings.safeParse({ name, value: 1 }).success, name).toBe(false);
  });
});
