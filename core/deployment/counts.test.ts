import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Act } from '../rollout/acts.ts';
import { type Draw, isUnder, METHOD } from '../rollout/draw.ts';
import { actCounts, type PreviewPerson, previewCounts } from './counts.ts';
import { type Deployment, rolloutOf } from './deployment.ts';
import { sampleDeployment } from './sample.ts';

/** A hundred people, one for each percent of the way. */
const HUNDRED = Array.from({ length: 100 }, (_, i) => ({
  person: `p${i}`,
  u32: Math.ceil((i * 2 ** 32) / 100),
}));
const MATCH = { matches: true };

const drawnAt = (share: number, given: Partial<Draw> = {}) =>
  HUNDRED.map(({ person, u32 }) => ({
    person,
    u32,
    draw: {
      deploymentId: 'd1',
      generation: 1,
      person,
      u32,
      share: share * 100,
      act: 0,
      at: 0,
      purpose: 'conversation',
      method: METHOD,
      ...given,
    } satisfies Draw,
  }));
const undrawn = HUNDRED.map((each) => ({ ...each, draw: null }));
const matching = (people: readonly Omit<PreviewPerson, 'before' | 'after'>[]): readonly PreviewPerson[] =>
  people.map((each) => ({ ...each, before: MATCH, after: MATCH }));

const at = (share: number, acts: readonly Act[] = [], given: Partial<Deployment> = {}) =>
  rolloutOf(sampleDeployment({ rollout: { share: share * 100, mode: 'permanent' }, ...given }), acts);

describe('the preview of an edit', () => {
  test('of a new deployment: as people would be drawn', () => {
    const people = undrawn.map((each) => ({ ...each, after: MATCH }));
    expect(previewCounts(people, null, at(25))).toEqual({
      known: 100,
      matching: 100,
      in: 25,
      out: 75,
      newlyIn: 25,
      newlyOut: 0,
    });
  });

  test('raising the share lets in nobody who was drawn out', () => {
    expect(previewCounts(matching(drawnAt(25)), at(25), at(50))).toMatchObject({
      in: 25,
      out: 75,
      newlyIn: 0,
    });
  });

  test('raising with an invitation lets in those now under the share', () => {
    const invited = at(50, [{ n: 1, act: 'invite-again', share: 5_000 }]);
    expect(previewCounts(matching(drawnAt(25)), at(25), invited)).toMatchObject({
      in: 50,
      out: 50,
      newlyIn: 25,
    });
  });

  test('the full launch adds everyone left out, or nobody', () => {
    const launch = (include: boolean) => at(100, [{ n: 1, act: 'full-launch', include }]);
    expect(previewCounts(matching(drawnAt(25)), at(25), launch(true))).toMatchObject({
      in: 100,
      newlyIn: 75,
    });
    expect(previewCounts(matching(drawnAt(25)), at(25), launch(false))).toMatchObject({ in: 25, newlyIn: 0 });
  });

  test('lowering evicts nobody who was drawn, and takes in fewer of those who were not', () => {
    expect(previewCounts(matching(drawnAt(50)), at(50), at(10))).toMatchObject({ in: 50, newlyOut: 0 });
    expect(previewCounts(matching(undrawn), at(50), at(10))).toMatchObject({ in: 10, newlyOut: 40 });
  });

  test('a narrower audience leaves out those who no longer match', () => {
    const people = drawnAt(50).map((each, i) => ({
      ...each,
      before: MATCH,
      after: { matches: i % 2 === 0 },
    }));
    expect(previewCounts(people, at(50), at(50))).toEqual({
      known: 100,
      matching: 50,
      in: 25,
      out: 25,
      newlyIn: 0,
      newlyOut: 25,
    });
  });

  test('lists come before all else', () => {
    const [first, second] = matching(drawnAt(0));
    if (first === undefined || second === undefined) throw new Error('a hundred people are there');
    const people: readonly PreviewPerson[] = [
      { ...first, after: { matches: false, listed: 'always' } },
      { ...second, before: { matches: true, listed: 'always' }, after: { matches: true, listed: 'never' } },
    ];
    expect(previewCounts(people, at(100), at(100))).toEqual({
      known: 2,
      matching: 1,
      in: 1,
      out: 1,
      newlyIn: 1,
      newlyOut: 1,
    });
  });

  test('acts of the past do not touch people who are yet to be drawn', () => {
    const launched = at(25, [{ n: 1, act: 'full-launch', include: true }]);
    expect(previewCounts(matching(undrawn), launched, launched)).toMatchObject({ in: 25, out: 75 });
  });

  test('someone without a stable id is in at 100% only', () => {
    const people = [{ person: 'x', draw: null, u32: null, before: MATCH, after: MATCH }];
    expect(previewCounts(people, at(99), at(100))).toMatchObject({ in: 1, newlyIn: 1 });
    expect(previewCounts(people, at(100), at(99))).toMatchObject({ out: 1, newlyOut: 1 });
  });

  test('nobody is forgotten: in and out together are those who match', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), fc.nat(100), (drawn, before, after) => {
        const people = matching([...drawnAt(drawn), ...undrawn]);
        const counts = previewCounts(people, at(before), at(after));
        expect(counts.in + counts.out).toBe(counts.matching);
        const had = previewCounts(people, null, at(before));
        expect(had.in + counts.newlyIn - counts.newlyOut).toBe(counts.in);
      }),
      { seed: 41, numRuns: 1_000 },
    );
  });
});

describe('the counts of a named act', () => {
  test('invite again', () => {
    const after = at(50, [{ n: 1, act: 'invite-again', share: 5_000 }]);
    expect(actCounts(drawnAt(25), at(50), after)).toEqual({ changed: 25, in: 50, out: 50 });
  });

  test('take back', () => {
    const after = at(50, [{ n: 1, act: 'take-back', share: 1_000 }]);
    expect(actCounts(drawnAt(50), at(50), after)).toEqual({ changed: 40, in: 10, out: 90 });
  });

  test('put in: one person, drawn or not; nobody else without a draw is counted', () => {
    const after = at(25, [{ n: 1, act: 'put-in', person: 'p99' }]);
    expect(actCounts(drawnAt(25), at(25), after)).toEqual({ changed: 1, in: 26, out: 74 });
    expect(actCounts(undrawn, at(25), after)).toEqual({ changed: 1, in: 1, out: 0 });
    const anyway = at(25, [{ n: 1, act: 'put-in', person: 'p0' }]);
    expect(actCounts(undrawn, at(25), anyway)).toEqual({ changed: 0, in: 1, out: 0 });
    const already = at(25, [{ n: 1, act: 'put-in', person: 'p0' }]);
    expect(actCounts(drawnAt(25), at(25), already)).toEqual({ changed: 0, in: 25, out: 75 });
  });

  test('redraw everyone: every result on record is gone', () => {
    const after = at(25, [{ n: 1, act: 'redraw-everyone' }], { generation: 2, seed: 'new' });
    expect(actCounts(drawnAt(25), at(25), after)).toEqual({ changed: 100, in: 0, out: 0 });
  });

  test('draws of an older generation are not counted', () => {
    const after = at(25, [{ n: 1, act: 'full-launch', include: true }]);
    expect(actCounts(drawnAt(25, { generation: 0 }), at(25), after)).toEqual({ changed: 0, in: 0, out: 0 });
  });

  test('changed is exactly the people between the two shares', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), (drawn, invited) => {
        const after = at(100, [{ n: 1, act: 'invite-again', share: invited * 100 }]);
        const between = HUNDRED.filter(
          ({ u32 }) => isUnder(u32, invited * 100) && !isUnder(u32, drawn * 100),
        ).length;
        expect(actCounts(drawnAt(drawn), at(100), after).changed).toBe(between);
      }),
      { seed: 42, numRuns: 1_000 },
    );
  });
});
