import { describe, expect, test } from 'vitest';
import { compilePlan } from './plan.ts';
import { NO_SEGMENTS, sampleWithActs } from './sample.ts';

describe('compilePlan', () => {
  test('puts active deployments in order of position, then id, and leaves the others out', () => {
    const plan = compilePlan(
      [
        sampleWithActs({ id: 'c', position: 2 }),
        sampleWithActs({ id: 'b', position: 1 }),
        sampleWithActs({ id: 'B', position: 1 }),
        sampleWithActs({ id: 'off', position: 0, status: 'inactive' }),
      ],
      NO_SEGMENTS,
    );
    expect(plan.ok && plan.value.deployments.map(({ id }) => id)).toEqual(['B', 'b', 'c']);
  });

  test('is refused as a whole, with the place, when an audience names an unknown segment', () => {
    const audience = { everyone: false, groups: [{ name: 'g', rules: [{ segment: 'gone' }] }] };
    const plan = compilePlan([sampleWithActs(), sampleWithActs({ id: 'd2', audience })], NO_SEGMENTS);
    expect(plan).toMatchObject({
      ok: false,
      problems: [{ at: 'deployments.d2.audience.groups.0.rules.0.segment' }],
    });
  });

  test('is refused when an active deployment has no version to run', () => {
    const plan = compilePlan([sampleWithActs({}, [], 0)], NO_SEGMENTS);
    expect(plan).toMatchObject({
      ok: false,
      problems: [{ code: 'nothing-published', at: 'deployments.d1.version' }],
    });
  });

  test('what is broken in an inactive deployment disturbs nobody', () => {
    expect(compilePlan([sampleWithActs({ status: 'inactive' }, [], 0)], NO_SEGMENTS).ok).toBe(true);
  });

  test('a fresh draw is numbered after the log, whichever is further', () => {
    const acts = [{ n: 4, act: 'full-launch', include: true }] as const;
    const plan = compilePlan(
      [sampleWithActs({ actNumber: 2 }, acts), sampleWithActs({ id: 'e', actNumber: 9 })],
      NO_SEGMENTS,
    );
    expect(plan.ok && plan.value.deployments.map(({ rollout }) => rollout.actNumber)).toEqual([4, 9]);
  });
});
