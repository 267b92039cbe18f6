import { describe, expect, test } from 'vitest';
import type { DeploymentStatus } from './deployment.ts';
import { sampleDeployment } from './sample.ts';
import { activate, deactivate, windDown } from './status.ts';

const being = (status: DeploymentStatus) => sampleDeployment({ status });

describe('a deployment', () => {
  test.each(['active', 'inactive', 'winding-down'] as const)('that is %s can be activated', (status) => {
    expect(activate(being(status), 1)).toEqual({ ok: true, value: being('active') });
  });

  test('cannot be activated while nothing is published', () => {
    expect(activate(being('inactive'), 0)).toMatchObject({
      ok: false,
      problems: [{ code: 'nothing-published' }],
    });
  });

  test.each(['active', 'inactive', 'winding-down'] as const)('that is %s can be deactivated', (status) => {
    expect(deactivate(being(status))).toEqual(being('inactive'));
  });

  test('winds down from active only', () => {
    expect(windDown(being('active'))).toEqual({ ok: true, value: being('winding-down') });
    expect(windDown(being('winding-down'))).toEqual({ ok: true, value: being('winding-down') });
    expect(windDown(being('inactive'))).toMatchObject({ ok: false, problems: [{ code: 'not-active' }] });
  });
});
