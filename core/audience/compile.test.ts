/** Matching and explaining people: groups, rules, and the agreement of the two. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attributeRuleArbitrary,
  attributesArbitrary,
  audienceArbitrary,
  foundArbitrary,
  scalarArbitrary,
} from '../../test/fakes/audience-arbitraries.ts';
import { holds, casesNow as now } from '../../test/fakes/operator-cases.ts';
import type { JsonObject } from '../json.ts';
import type { AttributeType, Audience, Rule } from './audience.ts';
import { compileAudience } from './compile.ts';
import { parseAudience } from './schema.ts';

const compiled = (audience: Audience, types: readonly (readonly [string, AttributeType])[] = []) => {
  const result = compileAudience(audience, { segments: new Map(), types: new Map(types) });
  if (!result.ok) throw new Error(result.problems.map((p) => p.says).join());
  return result.value;
};

const groups = (...rules: (readonly Rule[])[]): Audience => ({
  everyone: false,
  groups: rules.map((each, index) => ({ name: `G${index}`, rules: each })),
});

const vip: Rule = { attribute: 'tags', operator: 'contains', value: 'VIP' };
const bigCorp: Rule = { attribute: 'email', operator: 'ends_with', value: '@bigcorp.com' };
const large: Rule = { attribute: 'company.size', operator: 'at_least', value: 50 };

describe('matching', () => {
  test.each<[string, Audience, JsonObject, boolean]>([
    ['all rules of a group must hold', groups([vip, bigCorp]), { tags: ['VIP'] }, false],
    ['and then it matches', groups([vip, bigCorp]), { tags: ['vip'], email: 'a@bigcorp.com' }, true],
    ['any group may match', groups([vip], [bigCorp]), { email: 'a@bigcorp.com' }, true],
    ['no group matches', groups([vip], [bigCorp]), { email: 'a@evil.io' }, false],
    ['no groups match nobody', groups(), { tags: ['VIP'] }, false],
    ['everyone matches without groups', { everyone: true, groups: [] }, {}, true],
    ['everyone wins over groups', { ...groups([vip]), everyone: true }, {}, true],
    ['nested attributes are read', groups([large]), { company: { size: '120' } }, true],
    ['a person without attributes', groups([vip], [large]), {}, false],
  ])('%s', (_, audience, attributes, expected) => {
    expect(compiled(audience).matches(attributes, now)).toBe(expected);
    expect(compiled(audience).explain(attributes, now).pass).toBe(expected);
  });

  test('reads values by the declared type of the attribute', () => {
    const audience = groups([{ attribute: 'code', operator: 'equals', value: '7' }]);
    expect(compiled(audience).matches({ code: '007' }, now)).toBe(false);
    expect(compiled(audience, [['code', 'number']]).matches({ code: '007' }, now)).toBe(true);
  });

  test('never takes an empty group for one that everybody fits', () => {
    const result = compileAudience(groups([]), { segments: new Map(), types: new Map() });
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'empty-group', at: 'groups.0' }] });
  });

  test('never compiles an operator it does not know', () => {
    const unknown = { attribute: 'tags', operator: 'is', value: 'VIP' } as unknown as Rule; // as a database might hold it
    const result = compileAudience(groups([vip, unknown]), { segments: new Map(), types: new Map() });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: 'unknown-operator', at: 'groups.0.rules.1.operator' }],
    });
  });
});

describe('explaining', () => {
  test('says for every group and rule the value found, the rule, and pass or fail', () => {
    const { explain } = compiled(
      groups([vip, large], [bigCorp, { attribute: 'plan', operator: 'is_empty' }]),
    );
    const tags = ['vip'];
    expect(explain({ tags, email: 'a@bigcorp.com', company: { size: 7 } }, now)).toEqual({
      pass: true,
      groups: [
        {
          group: 'G0',
          pass: false,
          rules: [
            { attribute: 'tags', operator: 'contains', value: 'VIP', found: ['vip'], pass: true },
            { attribute: 'company.size', operator: 'at_least', value: 50, found: 7, pass: false },
          ],
        },
        {
          group: 'G1',
          pass: true,
          rules: [
            {
              attribute: 'email',
              operator: 'ends_with',
              value: '@bigcorp.com',
              found: 'a@bigcorp.com',
              pass: true,
            },
            { attribute: 'plan', operator: 'is_empty', value: null, found: null, pass: true },
          ],
        },
      ],
    });
  });

  test('still says what the groups found when everyone matches', () => {
    const { explain } = compiled({ ...groups([vip]), everyone: true });
    expect(explain({}, now)).toMatchObject({ pass: true, groups: [{ group: 'G0', pass: false }] });
  });
});

const runs = { seed: 20_260_309, numRuns: 2_000 };

describe('for all audiences and people', () => {
  test('explain agrees with matches', () => {
    fc.assert(
      fc.property(audienceArbitrary(), attributesArbitrary, (audience, attributes) => {
        const { matches, explain } = compiled(audience);
        expect(explain(attributes, now).pass).toBe(matches(attributes, now));
      }),
      runs,
    );
  });

  test('a person matches when all rules of any group match alone', () => {
    fc.assert(
      fc.property(audienceArbitrary(), attributesArbitrary, (audience, attributes) => {
        const alone = (rule: Rule) => compiled(groups([rule])).matches(attributes, now);
        const expected = audience.everyone || audience.groups.some((group) => group.rules.every(alone));
        expect(compiled(audience).matches(attributes, now)).toBe(expected);
      }),
      { ...runs, numRuns: 500 },
    );
  });

  test('what is generated here parses', () => {
    fc.assert(
      fc.property(audienceArbitrary(['seg_1']), (audience) => {
        expect(parseAudience(structuredClone(audience))).toEqual({ ok: true, value: audience });
      }),
      { ...runs, numRuns: 500 },
    );
  });

  test('one_of is equals with any of the values, whatever the declared type', () => {
    const types = fc.constantFrom<AttributeType | undefined>(
      undefined,
      'text',
      'number',
      'boolean',
      'date',
      'list',
    );
    const single = foundArbitrary.filter((found) => !Array.isArray(found));
    fc.assert(
      fc.property(single, fc.array(scalarArbitrary), types, fc.boolean(), (found, values, type, exact) => {
        const reading = { type, exact };
        const expected = values.some((value) => holds(found, 'equals', value, reading));
        expect(holds(found, 'one_of', values, reading)).toBe(expected);
      }),
      runs,
    );
  });

  test('at_least is greater or equal in order, and never both greater and at most', () => {
    fc.assert(
      fc.property(foundArbitrary, attributeRuleArbitrary, (found, { operator, value }) => {
        fc.pre(operator === 'at_least');
        const greater = holds(found, 'greater_than', value);
        const most = holds(found, 'at_most', value);
        expect(greater && most).toBe(false);
        expect(holds(found, 'at_least', value)).toBe((greater || most) && !holds(found, 'less_than', value));
      }),
      { ...runs, numRuns: 200 },
    );
  });
});
