/** Audiences in plain words. */
import { describe, expect, test } from 'vitest';
import type { Audience, Rule } from './audience.ts';
import { audienceSentence } from './sentence.ts';

const of = (...groups: (readonly Rule[])[]): Audience => ({
  everyone: false,
  groups: groups.map((rules) => ({ name: 'A', rules })),
});

const vip: Rule = { attribute: 'tags', operator: 'contains', value: 'VIP' };
const bigCorp: Rule = { attribute: 'email', operator: 'ends_with', value: '@bigcorp.com' };
const rule = (operator: string, value?: unknown, attribute = 'plan'): Audience =>
  of([{ attribute, operator, ...(value === undefined ? {} : { value }) } as Rule]); // the tables below are typed by their text

describe('the sentence of an audience', () => {
  test.each<[string, Audience]>([
    ['everyone', { ...of([vip]), everyone: true }],
    ['nobody', of()],
    ['people with the tag VIP, or whose email ends with @bigcorp.com', of([vip], [bigCorp])],
    ['people with the tag VIP and whose email ends with @bigcorp.com', of([vip, bigCorp])],
    ['people in the segment seg_1', of([{ segment: 'seg_1' }])],
    ['people without the tag VIP', rule('not_contains', 'VIP', 'tags')],
    ['people with one of the tags VIP or beta', rule('one_of', ['VIP', 'beta'], 'tags')],
    ['people with none of the tags VIP or beta', rule('not_one_of', ['VIP', 'beta'], 'tags')],
    ['people without any tag', rule('is_empty', undefined, 'tags')],
    ['people with any tag', rule('is_not_empty', undefined, 'tags')],
    ['people whose tags is VIP', rule('equals', 'VIP', 'tags')],
    ['people whose plan is true', rule('equals', true)],
    ['people whose plan is not pro', rule('not_equals', 'pro')],
    ['people whose plan contains pro', rule('contains', 'pro')],
    ['people whose plan does not contain pro', rule('not_contains', 'pro')],
    ['people whose plan starts with pro', rule('starts_with', 'pro')],
    ['people whose plan is one of a, b, c or 2 more', rule('one_of', ['a', 'b', 'c', 'd', 'e'])],
    ['people whose plan is none of a', rule('not_one_of', ['a'])],
    ['people whose plan is one of nothing (an empty list)', rule('one_of', [])],
    ['people whose plan is greater than 5', rule('greater_than', 5)],
    ['people whose plan is less than 5', rule('less_than', 5)],
    ['people whose plan is at least 5', rule('at_least', 5)],
    ['people whose plan is at most 5', rule('at_most', 5)],
    ['people whose plan is within the last 7 days', rule('within_last', { n: 7, unit: 'days' })],
    ['people whose plan is within the last week', rule('within_last', { n: 1, unit: 'weeks' })],
    ['people whose plan is not within the last 2 hours', rule('not_within_last', { n: 2, unit: 'hours' })],
    ['people whose plan is empty', rule('is_empty')],
    ['people whose plan is not empty', rule('is_not_empty')],
    ['people whose plan matches ^pro', rule('matches', '^pro')],
    [`people whose plan is ${'x'.repeat(59)}…`, rule('equals', 'x'.repeat(100))],
  ])('%s', (sentence, audience) => {
    expect(audienceSentence(audience)).toBe(sentence);
  });

  test('calls attributes and segments by the names people gave them', () => {
    const audience = of(
      [{ attribute: 'company.size', operator: 'at_least', value: 50 }],
      [{ segment: 'seg_1' }],
    );
    const names = {
      attributes: new Map([['company.size', 'company size']]),
      segments: new Map([['seg_1', 'Big spenders']]),
    };
    expect(audienceSentence(audience, names)).toBe(
      'people whose company size is at least 50, or in the segment Big spenders',
    );
  });

  test('begins a display name small in mid-sentence, and leaves an abbreviation as it is', () => {
    const names = {
      attributes: new Map([
        ['plan', 'Subscription plan'],
        ['utm.source', 'UTM source'],
      ]),
    };
    const audience = of([
      { attribute: 'plan', operator: 'equals', value: 'Premium' },
      { attribute: 'utm.source', operator: 'equals', value: 'ads' },
    ]);
    expect(audienceSentence(audience, names)).toBe(
      'people whose subscription plan is Premium and whose UTM source is ads',
    );
  });
});
