/** Finding the rules that may hold: none that holds is ever missed, and few that do not are found. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributeRuleArbitrary, attributesArbitrary } from '../../test/fakes/audience-arbitraries.ts';
import { casesNow } from '../../test/fakes/operator-cases.ts';
import type { JsonObject } from '../json.ts';
import type { AttributeRule, AttributeType } from './audience.ts';
import { compileAudience } from './compile.ts';
import { ruleIndex, soughtBy } from './rule-index.ts';

const found = (
  rules: readonly AttributeRule[],
  attributes: JsonObject,
  types: ReadonlyMap<string, AttributeType> = new Map(),
): ReadonlySet<AttributeRule> => {
  const index = ruleIndex<AttributeRule>(types);
  for (const rule of rules) if (soughtBy(rule) !== null) index.add(rule, rule);
  const seen = new Set<AttributeRule>();
  index.find(attributes, (rule) => seen.add(rule));
  return seen;
};

describe('a rule that holds is found', () => {
  const type = fc.constantFrom<AttributeType>('text', 'number', 'boolean', 'date', 'list');
  const types = fc
    .record(
      { email: type, tags: type, 'custom.plan': type, 'company.size': type, signed_up: type },
      { requiredKeys: [] },
    )
    .map((declared): ReadonlyMap<string, AttributeType> => new Map(Object.entries(declared)));

  test('whatever it looks for, and whatever the attributes are', () => {
    fc.assert(
      fc.property(
        fc.array(attributeRuleArbitrary, { minLength: 1, maxLength: 20 }),
        attributesArbitrary,
        types,
        (rules, attributes, declared) => {
          const seen = found(rules, attributes, declared);
          for (const rule of rules) {
            if (soughtBy(rule) === null) continue;
            const audience = { everyone: false, groups: [{ name: 'G', rules: [rule] }] };
            const compiled = compileAudience(audience, { segments: new Map(), types: declared });
            if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
            if (compiled.value.matches(attributes, casesNow)) expect(seen).toContain(rule);
          }
        },
      ),
      { seed: 3, numRuns: 3_000 },
    );
  });

  const rule = (
    operator: AttributeRule['operator'],
    value: AttributeRule['value'] = null,
  ): AttributeRule => ({
    attribute: 'a',
    operator,
    value,
  });

  test.each<[string, AttributeRule, JsonObject, readonly AttributeType[]]>([
    ['a number by its text', rule('equals', 7), { a: '7.0' }, []],
    ['a text by its number, when declared', rule('equals', '7'), { a: '7.0' }, ['number']],
    ['a date by another spelling', rule('equals', '2026-03-09'), { a: '2026-03-09T00:00Z' }, []],
    ['a declared date by its seconds', rule('one_of', ['2026-03-09']), { a: 1_773_014_400 }, ['date']],
    ['an element of a list', rule('contains', 'VIP'), { a: ['new', 'vip '] }, []],
    ['a part of a number', rule('contains', 12), { a: 4_123 }, []],
    ['a part of "true"', rule('contains', 'ru'), { a: true }, []],
    ['a very long end', rule('ends_with', `/${'long'.repeat(20)}`), { a: `x/${'long'.repeat(20)}` }, []],
    ['the end of an element', rule('ends_with', '@firm.com'), { a: ['x', 'Ann@Firm.com '] }, []],
  ])('%s', (_, one, attributes, [declared]) => {
    const types = declared ? new Map([['a', declared]]) : new Map();
    expect(found([one], attributes, types)).toEqual(new Set([one]));
  });

  test('a rule nobody can look up says so', () => {
    for (const operator of ['not_equals', 'matches', 'at_least', 'is_empty', 'within_last'] as const) {
      expect(soughtBy(rule(operator, 'x'))).toBeNull();
    }
  });
});

test('rules for other values, other attributes and what only objects have by birth are not found', () => {
  const rules: readonly AttributeRule[] = [
    { attribute: 'tags', operator: 'contains', value: 'VIP' },
    { attribute: 'plan', operator: 'one_of', value: ['Premium', 'Gold'] },
    { attribute: 'constructor.name', operator: 'equals', value: 'Object' },
    { attribute: 'email', operator: 'ends_with', value: '@firm.com' },
  ];
  expect(found(rules, { tags: ['VIP2'], plan: 'Silver', email: 'ann@firm.org', PLAN: 'Gold' }).size).toBe(0);
});
