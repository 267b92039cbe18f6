/** What an audience may look like when it is saved, and what is said when it may not. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { audienceSchema, parseAudience } from './schema.ts';

const vip = { attribute: 'tags', operator: 'contains', value: 'VIP' };

const problemsOf = (json: unknown) => {
  const parsed = parseAudience(json);
  return parsed.ok ? [] : parsed.problems;
};

const withRule = (rule: unknown) => ({ groups: [{ name: 'A', rules: [rule] }] });

describe('an audience', () => {
  test('of the specification parses to itself', () => {
    const audience = {
      everyone: false,
      groups: [
        { name: 'VIP customers', rules: [vip] },
        { name: 'Big corp', rules: [{ attribute: 'email', operator: 'ends_with', value: '@bigcorp.com' }] },
        { name: 'Mixed', rules: [{ segment: 'seg_1' }, { attribute: 'plan', operator: 'is_empty' }] },
      ],
    };
    expect(parseAudience(audience)).toEqual({ ok: true, value: audience });
  });

  test('may leave out its keys: they are false and []', () => {
    expect(parseAudience({})).toEqual({ ok: true, value: { everyone: false, groups: [] } });
  });

  test('calls a group without a name by its place', () => {
    const parsed = parseAudience({ groups: [{ name: 'First', rules: [vip] }, { rules: [vip] }] });
    expect(parsed.ok && parsed.value.groups.map((group) => group.name)).toEqual(['First', 'Group 2']);
  });

  test.each([
    ['an empty group', { groups: [{ name: 'A', rules: [] }] }, 'empty-group', 'groups.0'],
    ['a group without rules', { groups: [{ name: 'A' }] }, 'empty-group', 'groups.0'],
    ['null', null, 'wrong-shape', ''],
    ['a list', [], 'wrong-shape', ''],
    ['everyone as text', { everyone: 'yes' }, 'wrong-shape', 'everyone'],
    ['everyone null', { everyone: null }, 'wrong-shape', 'everyone'],
    ['groups that are no list', { groups: {} }, 'wrong-shape', 'groups'],
    ['a group that is no object', { groups: ['VIP'] }, 'wrong-shape', 'groups.0'],
    ['a rule that is no object', withRule(null), 'wrong-shape', 'groups.0.rules.0'],
    [
      'a nameless attribute',
      withRule({ ...vip, attribute: ' ' }),
      'wrong-shape',
      'groups.0.rules.0.attribute',
    ],
    [
      'an operator that is no text',
      withRule({ ...vip, operator: 7 }),
      'wrong-shape',
      'groups.0.rules.0.operator',
    ],
    [
      'an unknown operator',
      withRule({ ...vip, operator: 'is' }),
      'unknown-operator',
      'groups.0.rules.0.operator',
    ],
    ['an empty value', withRule({ ...vip, value: '' }), 'value-empty', 'groups.0.rules.0.value'],
    ['a null value', withRule({ ...vip, value: null }), 'value-empty', 'groups.0.rules.0.value'],
    ['a value of the wrong type', withRule({ ...vip, value: {} }), 'value-type', 'groups.0.rules.0.value'],
    ['an empty segment id', withRule({ segment: '' }), 'wrong-shape', 'groups.0.rules.0.segment'],
    ['an unknown key', { every: true }, 'unknown-key', 'every'],
    ['an unknown key of a group', { groups: [{ rules: [vip], any: 1 }] }, 'unknown-key', 'groups.0.any'],
    ['an unknown key of a rule', withRule({ ...vip, not: true }), 'unknown-key', 'groups.0.rules.0.not'],
    ['a key beside segment', withRule({ segment: 'a', value: 1 }), 'unknown-key', 'groups.0.rules.0.value'],
    ['a rule that is both', withRule({ ...vip, segment: 'a' }), 'unknown-key', 'groups.0.rules.0.segment'],
    ['an own __proto__', JSON.parse('{"__proto__":{"everyone":true}}'), 'unknown-key', '__proto__'],
  ])('with %s is refused', (_, json, code, at) => {
    const problems = problemsOf(json);
    expect(problems).toEqual([expect.objectContaining({ code, at })]);
    expect(problems[0]?.says).toMatch(/^[A-Z"].*\.$/);
  });

  test('says of an empty group what to do', () => {
    expect(problemsOf({ groups: [{ name: 'A', rules: [] }] })[0]?.says).toBe(
      'Add a rule or remove the group.',
    );
  });

  test('is refused with all of its problems at once', () => {
    const rules = [vip, { ...vip, operator: 'is' }, { ...vip, operator: 'matches', value: '(' }];
    expect(problemsOf({ groups: [{ rules }, { rules: [] }] }).map((p) => p.at)).toEqual([
      'groups.0.rules.1.operator',
      'groups.0.rules.2.value',
      'groups.1',
    ]);
  });

  test('may have 100 groups of 100 rules, and not one more', () => {
    const groups = (g: number, r: number) => ({
      groups: Array.from({ length: g }, () => ({ rules: Array.from({ length: r }, () => vip) })),
    });
    expect(problemsOf(groups(100, 100))).toEqual([]);
    expect(problemsOf(groups(101, 1))).toMatchObject([{ code: 'too-many', at: 'groups' }]);
    expect(problemsOf(groups(1, 101))).toMatchObject([{ code: 'too-many', at: 'groups.0.rules' }]);
  });

  test('is refused calmly when half a million things are wrong with it', () => {
    const many = Array.from({ length: 500_000 }, () => ({}));
    expect(problemsOf({ groups: many })).toHaveLength(1);
    expect(problemsOf({ groups: [{ rules: many }] })).toHaveLength(1);
    const keys = Object.fromEntries(many.map((_, i) => [`key${i}`, 1]));
    expect(problemsOf(keys)).toHaveLength(100);
  });

  test('has a schema that an API description can print', () => {
    const schema = JSON.stringify(z.toJSONSchema(audienceSchema, { io: 'input' }));
    expect(schema).toContain('not_within_last');
    expect(schema).toContain('"maxItems":100');
  });
});
