import { afterAll, describe, expect, test } from 'vitest';
import { files, ran } from '../fake.ts';

const { write, remove } = files();
afterAll(remove);

const rule = (attribute: string, operator: string, value?: unknown) => ({ attribute, operator, value });
const audience = (...rules: readonly unknown[]) => write({ groups: [{ name: 'VIP customers', rules }] });
const VIP = audience(rule('tags', 'contains', 'VIP'));
const lines = (...people: readonly unknown[]) => people.map((each) => JSON.stringify(each)).join('\n');

describe('sluice match', () => {
  test('says true or false for each person, and skips blank lines', async () => {
    const input = `${lines({ tags: ['vip'] }, { tags: ['other'] })}\r\n\n   \n{}`;
    expect(await ran(['match', VIP], { input })).toEqual({ code: 0, out: 'true\nfalse\nfalse\n', err: '' });
  });

  test.each([
    ['tag "Enterprise"', rule('tags', 'contains', 'Enterprise'), { tags: ['Enterprise', 'x'] }, 'true'],
    ['email of bigcorp', rule('email', 'ends_with', '@bigcorp.com'), { email: 'Ann@BigCorp.com' }, 'true'],
    ['plan Premium', rule('custom.plan', 'equals', 'Premium'), { custom: { plan: 'premium' } }, 'true'],
    [
      'a literal key',
      rule('custom.plan', 'equals', 'a'),
      { 'custom.plan': 'a', custom: { plan: 'b' } },
      'true',
    ],
    ['own keys only', rule('constructor.name', 'is_not_empty'), {}, 'false'],
  ])('%s', async (_, each, person, expected) => {
    expect((await ran(['match', audience(each)], { input: lines(person) })).out).toBe(`${expected}\n`);
  });

  test('--now is what within_last counts from; the clock is, without it', async () => {
    const path = audience(rule('seen', 'within_last', { n: 1, unit: 'days' }));
    const input = lines({ seen: '2026-03-08T10:00:00Z' });
    expect((await ran(['match', path], { input })).out).toBe('true\n');
    expect((await ran(['match', path, '--now', '2026-03-10'], { input })).out).toBe('false\n');
  });

  test('--explain says for every rule what was found, and agrees with the short answer', async () => {
    const { out } = await ran(['match', VIP, '--explain'], { input: lines({ tags: ['VIP'] }, {}) });
    const rules = (found: unknown, pass: boolean) => [
      { attribute: 'tags', operator: 'contains', value: 'VIP', found, pass },
    ];
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { pass: true, groups: [{ group: 'VIP customers', pass: true, rules: rules(['VIP'], true) }] },
      { pass: false, groups: [{ group: 'VIP customers', pass: false, rules: rules(null, false) }] },
    ]);
  });

  test.each([
    ['{"tags": ["VIP"', 'not-json line 3: This line is not JSON. (Write one object a line.)\n'],
    ['["VIP"]', 'not-an-object line 3: This line is not an object. (Write { … }.)\n'],
    ['null', 'not-an-object line 3: This line is not an object. (Write { … }.)\n'],
    [`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, 'too-big line 3:'],
  ])('a malformed line ends it with its number: %.30s', async (bad, says) => {
    const { code, out, err } = await ran(['match', VIP], { input: `{}\n\n${bad}\n{}\n` });
    expect({ code, out }).toEqual({ code: 1, out: 'false\n' });
    expect(err.startsWith(says)).toBe(true);
  });

  test.each([
    [
      'an unknown segment',
      { groups: [{ name: 'g', rules: [{ segment: 's' }] }] },
      'unknown-segment groups.0.rules.0.segment: ',
    ],
    [
      'an unknown operator',
      { groups: [{ name: 'g', rules: [rule('a', 'like', 'b')] }] },
      'unknown-operator groups.0.rules.0.operator: ',
    ],
    [
      'an empty group',
      { groups: [{ name: 'g', rules: [] }] },
      'empty-group groups.0: Add a rule or remove the group.',
    ],
    ['an unknown key', { everybody: true }, 'unknown-key everybody: '],
    ['no JSON', '{ groups: [] }', 'not-json '],
    ['a list', [], 'wrong-shape (document): An audience is an object.'],
  ])('refuses %s before it reads anybody', async (_, given, says) => {
    const { code, out, err } = await ran(['match', write(given)], { input: '{}\n' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.startsWith(says)).toBe(true);
  });

  test('refuses files that are not there, and folders', async () => {
    const gone = await ran(['match', 'no-such.json'], { input: '{}' });
    expect(gone).toEqual({ code: 1, out: '', err: 'unreadable-file no-such.json: There is no such file.\n' });
    expect((await ran(['match', '.'])).err).toBe('unreadable-file .: This is a folder, not a file.\n');
  });

  test.each([
    ['no file', ['match'], 'usage AUDIENCE.json: AUDIENCE.json is missing.'],
    [
      'a time that is none',
      ['match', VIP, '--now', 'yesterday'],
      'usage --now: This is not a point in time.',
    ],
    [
      'a day that is none',
      ['match', VIP, '--now', '2026-02-30'],
      'usage --now: This is not a point in time.',
    ],
    ['a value for a flag', ['match', VIP, '--explain=yes'], 'usage --explain: This option takes no value.'],
  ])('wrong usage: %s', async (_, argv, says) => {
    const { code, out, err } = await ran(argv, { input: '{}' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
  });
});
