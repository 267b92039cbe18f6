/** Random audiences and people for property tests, drawn from few words so that they often meet. */
import type { AttributeRule, Audience, FilterGroup, Rule } from '@sluice/core/audience/audience';
import type { JsonObject } from '@sluice/core/json';
import fc from 'fast-check';

const word = fc.constantFrom('VIP', 'vip ', 'beta', '7', '007', '7.0', 'true', '@bigcorp.com', 'zoe\u0308');
const date = fc.constantFrom('2026-03-09', '2026-03-09T00:00Z', '2026-03-08T23:00', '1773000000');
const number = fc.constantFrom(0, 7, -1, 0.5, 1_773_014_400, 1_773_014_400_000, 1e21);

/** A text, number, date or boolean that a rule may hold and a person may have. */
export const scalarArbitrary = fc.oneof(word, date, number, fc.boolean());

const path = fc.constantFrom('email', 'tags', 'custom.plan', 'company.size', 'signed_up');

/** What a person's attribute may be, the odd things included. */
export const foundArbitrary = fc.oneof(
  { weight: 4, arbitrary: scalarArbitrary },
  { weight: 2, arbitrary: fc.array(scalarArbitrary, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(null, '', ' ', '\u0000', '\ud800') },
  { weight: 1, arbitrary: fc.constantFrom<JsonObject>({}, { plan: 'VIP' }) },
);

const withValue = (operator: AttributeRule['operator'], values: fc.Arbitrary<AttributeRule['value']>) =>
  fc.record({ attribute: path, operator: fc.constant(operator), value: values }).map(
    // Every generator below gives a value, but the type allows none.
    ({ attribute, operator: op, value }): AttributeRule =>
      value === undefined ? { attribute, operator: op } : { attribute, operator: op, value },
  );

const listOf = fc.array(scalarArbitrary, { maxLength: 4 });
const ordered = fc.oneof(number, fc.constantFrom('7', '2026-03-09', '2026-03-08T23:00'));
const span = fc.record({
  n: fc.integer({ min: 1, max: 40 }),
  unit: fc.constantFrom('hours', 'days', 'weeks'),
});
const text = fc.oneof(word, number);

/** A rule that parses, of any operator. */
export const attributeRuleArbitrary: fc.Arbitrary<AttributeRule> = fc.oneof(
  ...(['equals', 'not_equals', 'contains', 'not_contains'] as const).map((op) =>
    withValue(op, scalarArbitrary),
  ),
  ...(['starts_with', 'ends_with'] as const).map((op) => withValue(op, text)),
  ...(['one_of', 'not_one_of'] as const).map((op) => withValue(op, listOf)),
  ...(['greater_than', 'less_than', 'at_least', 'at_most'] as const).map((op) => withValue(op, ordered)),
  ...(['within_last', 'not_within_last'] as const).map((op) => withValue(op, span)),
  ...(['is_empty', 'is_not_empty'] as const).map((op) => withValue(op, fc.constant(undefined))),
  withValue('matches', fc.constantFrom('^v', '\\d+$', '.*', 'vip|beta', '@bigcorp\\.com$')),
);

const groupOf = (rule: fc.Arbitrary<Rule>): fc.Arbitrary<FilterGroup> =>
  fc.record({ name: fc.constantFrom('A', 'B'), rules: fc.array(rule, { minLength: 1, maxLength: 3 }) });

/** An audience that parses; its rules may use the given segments. */
export const audienceArbitrary = (segments: readonly string[] = []): fc.Arbitrary<Audience> => {
  const rule: fc.Arbitrary<Rule> =
    segments.length === 0
      ? attributeRuleArbitrary
      : fc.oneof(
          attributeRuleArbitrary,
          fc.constantFrom(...segments).map((segment) => ({ segment })),
        );
  return fc.record({
    everyone: fc.oneof(
      { weight: 9, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    groups: fc.array(groupOf(rule), { maxLength: 3 }),
  });
};

/** A person's attributes: some nested, some under a key that holds the dotted path, some missing. */
export const attributesArbitrary: fc.Arbitrary<JsonObject> = fc.record(
  {
    email: foundArbitrary,
    tags: foundArbitrary,
    signed_up: foundArbitrary,
    custom: fc.record({ plan: foundArbitrary }, { requiredKeys: [] }),
    company: fc.oneof(fc.record({ size: foundArbitrary }), fc.constantFrom(null, 'Big corp')),
    'custom.plan': foundArbitrary,
  },
  { requiredKeys: [] },
);
