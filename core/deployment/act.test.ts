import { describe, expect, test } from 'vitest';
import { type ActRequest, applyAct } from './act.ts';
import { sampleDeployment } from './sample.ts';

const current = sampleDeployment({ actNumber: 2, rollout: { share: 5_000, mode: 'permanent' } });
const apply = (request: ActRequest, seed = 'fresh') => applyAct(current, request, seed);
const actOf = (request: ActRequest) => {
  const acted = apply(request);
  return acted.ok ? acted.value.act : acted.problems.map(({ code, at }) => `${code} ${at}`);
};

describe('applyAct', () => {
  test("invite again goes up to today's share, or to a smaller one that is said", () => {
    expect(actOf({ act: 'invite-again' })).toEqual({ n: 3, act: 'invite-again', share: 5_000 });
    expect(actOf({ act: 'invite-again', share: 30 })).toEqual({ n: 3, act: 'invite-again', share: 3_000 });
    expect(actOf({ act: 'invite-again', share: 50.01 })).toEqual(['above-share share']);
    expect(actOf({ act: 'invite-again', share: '30' })).toEqual(['share-out-of-range share']);
  });

  test('take back needs its share', () => {
    expect(actOf({ act: 'take-back', share: 10 })).toEqual({ n: 3, act: 'take-back', share: 1_000 });
    expect(actOf({ act: 'take-back' })).toEqual(['share-out-of-range share']);
  });

  test('put in and leave out need a person', () => {
    expect(actOf({ act: 'put-in', person: 'p1' })).toEqual({ n: 3, act: 'put-in', person: 'p1' });
    expect(actOf({ act: 'leave-out', person: 'p1' })).toEqual({ n: 3, act: 'leave-out', person: 'p1' });
    expect(actOf({ act: 'put-in' })).toEqual(['wrong-type person']);
    expect(actOf({ act: 'leave-out', person: ' ' })).toEqual(['empty person']);
  });

  test('redrawing everyone needs the typed name, takes the new seed and begins a new generation', () => {
    const acted = apply({ act: 'redraw-everyone', confirm: 'Customer Support Bot' });
    expect(acted).toEqual({
      ok: true,
      value: {
        deployment: { ...current, seed: 'fresh', generation: 2, actNumber: 3 },
        act: { n: 3, act: 'redraw-everyone' },
      },
    });
    for (const confirm of [undefined, '', 'customer support bot']) {
      expect(actOf({ act: 'redraw-everyone', confirm })).toEqual(['not-confirmed confirm']);
    }
  });

  test('redrawing with the old seed is refused: it would change nobody', () => {
    const acted = apply({ act: 'redraw-everyone', confirm: current.name }, current.seed);
    expect(acted).toMatchObject({ ok: false, problems: [{ code: 'same-seed' }] });
  });

  test('a field that the act does not read is refused, so that one person is never taken for everyone', () => {
    expect(actOf({ act: 'invite-again', person: 'p1' })).toEqual(['not-of-this-act person']);
    expect(actOf({ act: 'take-back', share: 10, person: 'p1' })).toEqual(['not-of-this-act person']);
    expect(actOf({ act: 'put-in', person: 'p1', share: 10 })).toEqual(['not-of-this-act share']);
    expect(actOf({ act: 'redraw-everyone', confirm: current.name, person: 'p1' })).toEqual([
      'not-of-this-act person',
    ]);
  });

  test.each(['full-launch', 'erase', null, 7])('%j is not an act that can be asked for', (act) => {
    expect(actOf({ act })).toEqual(['unknown-act act']);
  });

  test('but for its act number, a deployment stays as it was', () => {
    for (const request of [
      { act: 'invite-again' },
      { act: 'take-back', share: 1 },
      { act: 'put-in', person: 'p' },
    ]) {
      const acted = apply(request);
      expect(acted.ok && acted.value.deployment).toEqual({ ...current, actNumber: 3 });
    }
  });
});
