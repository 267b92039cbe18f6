import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Act, actsFor, fold, indexActs } from './acts.ts';
import { type Draw, METHOD } from './draw.ts';
import { FULL } from './share.ts';

/** The number at so many percent of the way: `at(41)` is under 42% and not under 41%. */
const at = (percent: number): number => Math.ceil((percent / 100) * 2 ** 32);

const drawn = (percent: number, share: number, act = 0, person = 'ann'): Draw => ({
  deploymentId: 'd1',
  generation: 1,
  person,
  u32: at(percent),
  share: share * 100,
  act,
  at: 0,
  purpose: 'conversation',
  method: METHOD,
});

const fullLaunch = (n: number, include = true): Act => ({ n, act: 'full-launch', include });
const invite = (n: number, percent: number): Act => ({ n, act: 'invite-again', share: percent * 100 });
const takeBack = (n: number, percent: number): Act => ({ n, act: 'take-back', share: percent * 100 });
const putIn = (n: number, person = 'ann'): Act => ({ n, act: 'put-in', person });
const leaveOut = (n: number, person = 'ann'): Act => ({ n, act: 'leave-out', person });
const redraw = (n: number): Act => ({ n, act: 'redraw-everyone' });

const result = (draw: Draw, ...acts: readonly Act[]) => fold(draw, acts).result;

describe('without an act', () => {
  test('a draw stands as drawn, at its own share and no other', () => {
    expect(fold(drawn(41, 42), [])).toEqual({ result: 'in', by: 'draw' });
    expect(fold(drawn(41, 41), [])).toEqual({ result: 'out', by: 'draw' });
  });

  test('acts from before the draw are already in it', () => {
    expect(result(drawn(41, 25, 3), fullLaunch(1), putIn(9, 'bob'), invite(3, 50))).toBe('out');
    expect(result(drawn(41, 50, 3), takeBack(2, 10))).toBe('in');
  });
});

describe('each act changes exactly those it says', () => {
  test('full launch: everyone drawn out before, for good', () => {
    const launch = fullLaunch(1);
    expect(fold(drawn(99, 10), [launch])).toEqual({ result: 'in', by: launch });
    expect(fold(drawn(5, 10), [launch])).toEqual({ result: 'in', by: 'draw' });
  });

  test('full launch that keeps people out: nobody', () => {
    expect(fold(drawn(99, 10), [fullLaunch(1, false)])).toEqual({ result: 'out', by: 'draw' });
  });

  test('invite again: outs under the share', () => {
    expect(result(drawn(41, 25), invite(1, 50))).toBe('in');
    expect(result(drawn(50, 25), invite(1, 50))).toBe('out');
    expect(result(drawn(20, 25), invite(1, 10))).toBe('in');
  });

  test('take back: ins at or above the share', () => {
    expect(result(drawn(41, 50), takeBack(1, 25))).toBe('out');
    expect(result(drawn(24, 50), takeBack(1, 25))).toBe('in');
    expect(result(drawn(25, 50), takeBack(1, 25))).toBe('out');
  });

  test('put in and leave out: one person', () => {
    expect(result(drawn(99, 10), putIn(1))).toBe('in');
    expect(result(drawn(99, 10), putIn(1, 'bob'))).toBe('out');
    expect(result(drawn(5, 10), leaveOut(1))).toBe('out');
    expect(result(drawn(5, 10), leaveOut(1, 'bob'))).toBe('in');
  });

  test('the last word counts', () => {
    expect(result(drawn(41, 50), takeBack(1, 10), invite(2, 50))).toBe('in');
    expect(result(drawn(41, 50), leaveOut(1), fullLaunch(2))).toBe('in');
    expect(result(drawn(41, 25), putIn(1), takeBack(2, 10))).toBe('out');
  });

  test('`by` is the act that changed the result last, not one that found it so', () => {
    expect(fold(drawn(41, 25), [putIn(1), fullLaunch(2)]).by).toEqual(putIn(1));
    expect(fold(drawn(41, 25), [fullLaunch(1), putIn(3)]).by).toEqual(fullLaunch(1));
  });
});

describe('someone named before being drawn', () => {
  test('the act counts, and those after it; those before it are in the draw', () => {
    expect(result(drawn(99, 10, 3), putIn(3))).toBe('in');
    expect(result(drawn(99, 10, 5), fullLaunch(1), leaveOut(3))).toBe('out');
    expect(result(drawn(99, 10, 5), putIn(3), takeBack(5, 50))).toBe('out');
    expect(result(drawn(5, 10, 5), leaveOut(3), invite(5, 10))).toBe('in');
  });

  test('a draw from before the first act by name is not moved', () => {
    expect(result(drawn(99, 10, 2), fullLaunch(1), putIn(4), leaveOut(5))).toBe('out');
    expect(result(drawn(99, 10, 2), takeBack(3, 1), putIn(4))).toBe('in');
  });
});

test('after redrawing everyone, nothing done before counts, not even by name', () => {
  expect(result(drawn(99, 10, 3), putIn(1), fullLaunch(2), redraw(3))).toBe('out');
  expect(result(drawn(99, 10, 3), putIn(1), redraw(3), putIn(4))).toBe('in');
});

const someAct = (n: number): fc.Arbitrary<Act> => {
  const share = fc.integer({ min: 0, max: FULL });
  const person = fc.constantFrom('ann', 'bob', 'cem');
  return fc.oneof(
    fc.boolean().map((include): Act => ({ n, act: 'full-launch', include })),
    share.map((value): Act => ({ n, act: 'invite-again', share: value })),
    share.map((value): Act => ({ n, act: 'take-back', share: value })),
    person.map((who): Act => ({ n, act: 'put-in', person: who })),
    person.map((who): Act => ({ n, act: 'leave-out', person: who })),
    fc.constant<Act>({ n, act: 'redraw-everyone' }),
  );
};
const someLog = fc
  .integer({ min: 0, max: 14 })
  .chain((length) => fc.tuple(...Array.from({ length }, (_, i) => someAct(i + 1))));
const someDraw = fc.record({
  u32: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  share: fc.integer({ min: 0, max: FULL }),
  act: fc.integer({ min: 0, max: 14 }),
});

describe('properties', () => {
  test('an index answers as the whole log does, in whatever order the log comes', () => {
    fc.assert(
      fc.property(someDraw, someLog, fc.infiniteStream(fc.nat()), (parts, log, order) => {
        // A draw of today's generation was made after the last redraw.
        const redrawn = log.findLast((act) => act.act === 'redraw-everyone')?.n ?? 0;
        const draw: Draw = { ...drawn(0, 0), ...parts, act: Math.max(parts.act, redrawn) };
        const shuffled = log.map((act) => ({ act, by: order.next().value })).sort((a, b) => a.by - b.by);
        const index = indexActs(shuffled.map(({ act }) => act));
        expect(fold(draw, actsFor(index, 'ann'))).toEqual(fold(draw, log));
      }),
      { seed: 11, numRuns: 2_000 },
    );
  });

  test('acts on other people change nothing, however many there are', () => {
    fc.assert(
      fc.property(someDraw, someLog, (parts, log) => {
        const draw: Draw = { ...drawn(0, 0), ...parts };
        const mine = log.filter((act) => !('person' in act) || act.person === 'ann');
        expect(fold(draw, log)).toEqual(fold(draw, mine));
      }),
      { seed: 12, numRuns: 2_000 },
    );
  });

  test('an index forgets what came before the last redraw', () => {
    const index = indexActs([putIn(1), fullLaunch(2), redraw(3), putIn(4, 'bob')]);
    expect(index).toEqual({ forEveryone: [redraw(3)], byPerson: new Map([['bob', [putIn(4, 'bob')]]]) });
  });

  test('an index holds one person apart from a hundred thousand acts on others', () => {
    const log = Array.from({ length: 100_000 }, (_, i): Act => leaveOut(i + 1, `other-${i}`));
    const index = indexActs([...log, putIn(100_001)]);
    expect(actsFor(index, 'ann')).toEqual([putIn(100_001)]);
    expect(actsFor(index, 'nobody')).toEqual([]);
  });
});
