/** Saved audiences used by audiences. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributesArbitrary, audienceArbitrary } from '../../test/fakes/audience-arbitraries.ts';
import { casesNow as now } from '../../test/fakes/operator-cases.ts';
import type { Audience, Rule } from './audience.ts';
import { compileAudience } from './compile.ts';
import { SEGMENT_DEPTH } from './segments.ts';

const vip: Rule = { attribute: 'tags', operator: 'contains', value: 'VIP' };
const of = (...rules: Rule[]): Audience => ({ everyone: false, groups: [{ name: 'A', rules }] });
const using = (...ids: string[]): Audience => of(...ids.map((segment) => ({ segment })));

const compile = (audience: Audience, segments: Readonly<Record<string, Audience>>) =>
  compileAudience(audience, { segments: new Map(Object.entries(segments)), types: new Map() });

const compiled = (audience: Audience, segments: Readonly<Record<string, Audience>>) => {
  const result = compile(audience, segments);
  if (!result.ok) throw new Error(result.problems.map((p) => p.says).join());
  return result.value;
};

const problemsOf = (audience: Audience, segments: Readonly<Record<string, Audience>>) => {
  const result = compile(audience, segments);
  return result.ok ? [] : result.problems;
};

/** s0 uses s1 twice, s1 uses s2 twice, …; the last one is VIP. */
const tower = (height: number): Record<string, Audience> =>
  Object.fromEntries(
    Array.from({ length: height }, (_, i) => [
      `s${i}`,
      i === height - 1 ? of(vip) : using(`s${i + 1}`, `s${i + 1}`),
    ]),
  );

describe('a segment rule', () => {
  test('holds when the saved audience matches', () => {
    const { matches } = compiled(using('vips'), { vips: of(vip) });
    expect(matches({ tags: ['VIP'] }, now)).toBe(true);
    expect(matches({ tags: ['beta'] }, now)).toBe(false);
    expect(matches({ tags: ['VIP'] }, now)).toBe(true);
  });

  test('holds for a segment of everyone, and not for one without groups', () => {
    expect(compiled(using('all'), { all: { everyone: true, groups: [] } }).matches({}, now)).toBe(true);
    expect(compiled(using('none'), { none: { everyone: false, groups: [] } }).matches({}, now)).toBe(false);
  });

  test('is explained as attribute "segment", operator "in"', () => {
    const { explain } = compiled(using('vips'), { vips: of(vip) });
    const rule = { attribute: 'segment', operator: 'in', value: 'vips' };
    expect(explain({ tags: ['VIP'] }, now).groups[0]?.rules).toEqual([{ ...rule, found: true, pass: true }]);
    expect(explain({}, now).groups[0]?.rules).toEqual([{ ...rule, found: false, pass: false }]);
  });

  test.each(['nope', 'constructor', '__proto__'])('with the unknown id %s is refused', (id) => {
    expect(problemsOf(of(vip, { segment: id }), {})).toMatchObject([
      { code: 'unknown-segment', at: 'groups.0.rules.1.segment' },
    ]);
  });

  test('of a segment that uses an unknown one is refused where it is used', () => {
    expect(problemsOf(using('a'), { a: using('nope') })).toMatchObject([
      { code: 'unknown-segment', at: 'groups.0.rules.0.segment', says: 'There is no segment "nope".' },
    ]);
  });

  test('of a segment with a problem of its own names the segment and the place', () => {
    const [problem] = problemsOf(using('a'), { a: of(vip, { ...vip, operator: 'matches', value: '(' }) });
    expect(problem).toMatchObject({ code: 'bad-pattern', at: 'groups.0.rules.0.segment' });
    expect(problem?.says).toContain('In the segment "a", at groups.0.rules.1.value: ');
  });
});

describe('a circle of segments is refused', () => {
  test.each([
    ['of one', { a: using('a') }, 'The segment "a" uses itself: "a" → "a".'],
    ['of two', { a: using('b'), b: using('a') }, 'The segment "a" uses itself: "a" → "b" → "a".'],
    [
      'behind another',
      { a: using('b'), b: of(vip, { segment: 'b' }) },
      'The segment "b" uses itself: "b" → "b".',
    ],
  ])('%s', (_, segments, says) => {
    expect(problemsOf(using('a'), segments)).toMatchObject([
      { code: 'segment-cycle', at: 'groups.0.rules.0.segment', says },
    ]);
  });

  test('but the same segment twice is no circle', () => {
    const segments = { a: using('c'), b: using('c'), c: of(vip) };
    expect(compiled(using('a', 'b', 'c'), segments).matches({ tags: 'VIP' }, now)).toBe(true);
  });
});

describe('segments of segments', () => {
  test('are asked once per person, however often they are used', () => {
    const { matches, explain } = compiled(using('s0', 's0'), tower(SEGMENT_DEPTH));
    // Asked at every use, this would take 2^100 steps.
    expect(matches({ tags: ['VIP'] }, now)).toBe(true);
    expect(matches({}, now)).toBe(false);
    expect(explain({ tags: ['VIP'] }, now).pass).toBe(true);
  });

  test('end somewhere', () => {
    expect(problemsOf(using('s0'), tower(SEGMENT_DEPTH + 1))).toMatchObject([{ code: 'segments-too-deep' }]);
    expect(problemsOf(using('s0'), tower(20_000))).toMatchObject([{ code: 'segments-too-deep' }]);
  });

  test('end at the same depth in whatever order they are first met', () => {
    const segments = tower(SEGMENT_DEPTH + 1);
    for (const ids of [
      ['s50', 's0'],
      ['s0', 's50'],
    ]) {
      expect(problemsOf(using(...ids), segments).map((p) => p.code)).toContain('segments-too-deep');
    }
    expect(problemsOf(using('s50', 's1'), segments)).toEqual([]);
  });

  test('mean what they would mean written out, for all audiences and people', () => {
    const inner = audienceArbitrary();
    const outer = audienceArbitrary(['a', 'b']);
    fc.assert(
      fc.property(outer, inner, inner, attributesArbitrary, (audience, a, b, attributes) => {
        const { matches, explain } = compiled(audience, { a, b });
        const known = {
          a: compiled(a, {}).matches(attributes, now),
          b: compiled(b, {}).matches(attributes, now),
        };
        const alone = (rule: Rule): boolean =>
          'segment' in rule
            ? known[rule.segment === 'a' ? 'a' : 'b']
            : compiled(of(rule), {}).matches(attributes, now);
        const expected = audience.everyone || audience.groups.some((group) => group.rules.every(alone));
        expect(matches(attributes, now)).toBe(expected);
        expect(explain(attributes, now).pass).toBe(expected);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
