import type { JsonObject } from '@sluice/core/json';
import { describe, expect, it } from 'vitest';
import { codes, fakeCheck, withSettings } from '../fake-context.ts';
import { setVariable } from './block.ts';

const move = (assignments: readonly object[], variables: JsonObject = {}) =>
  withSettings(setVariable, { assignments }).enter({ variables });

describe('set a variable', () => {
  it('computes values; later assignments see earlier ones', () => {
    expect(
      move(
        [
          { variable: 'total', value: 'price * 2' },
          { variable: 'label', value: 'total > 100 ? "large" : "small"' },
        ],
        { price: 64.5 },
      ),
    ).toEqual({ set: { total: 129, label: 'large' }, then: { type: 'leave', port: '' } });
  });

  it('appends to a list, item by item, and begins one where there is none', () => {
    const append = (list: JsonObject['x'], value: string) =>
      move([{ variable: 'x', op: 'append', value }], { x: list ?? null }).set;
    expect(append(['a'], '"b"')).toEqual({ x: ['a', 'b'] });
    expect(append(null, '"a"')).toEqual({ x: ['a'] });
    expect(append('a', '["b", "c"]')).toEqual({ x: ['a', 'b', 'c'] });
  });

  it('takes the last or the first item out, and keeps it where asked', () => {
    const list = { queue: ['a', 'b', 'c'] };
    expect(move([{ variable: 'queue', op: 'pop', into: 'item' }], list).set).toEqual({
      queue: ['a', 'b'],
      item: 'c',
    });
    expect(move([{ variable: 'queue', op: 'shift', into: 'item' }], list).set).toEqual({
      queue: ['b', 'c'],
      item: 'a',
    });
    expect(move([{ variable: 'queue', op: 'pop', into: 'item' }], { queue: null }).set).toEqual({
      queue: [],
      item: null,
    });
  });

  it('clears', () => {
    expect(move([{ variable: 'x', op: 'clear' }], { x: 1 }).set).toEqual({ x: null });
  });

  it('fails at the assignment that cannot be computed, and sets nothing', () => {
    const failed = move([
      { variable: 'a', value: '1' },
      { variable: 'b', value: 'a +' },
    ]);
    expect(failed.set).toBeUndefined();
    expect(failed.then).toMatchObject({ type: 'fail', problem: { at: 'assignments.1.value' } });
  });

  it('never reads an answer as an expression', () => {
    expect(move([{ variable: 'a', value: 'answer' }], { answer: '1 + 1' }).set).toEqual({ a: '1 + 1' });
  });

  it('is found wanting with unknown variables and with values in the wrong place', () => {
    const check = (assignment: object) =>
      codes(
        withSettings(setVariable, { assignments: [assignment] }).check(fakeCheck({ variables: ['x', 'y'] })),
      );
    expect(check({ variable: 'x', value: '1' })).toEqual([]);
    expect(check({ variable: 'z', value: '1' })).toEqual(['unknown-variable assignments.0.variable']);
    expect(check({ variable: 'x' })).toEqual(['assignment-without-value assignments.0.value']);
    expect(check({ variable: 'x', op: 'clear', value: '1' })).toEqual(['value-not-used assignments.0.value']);
    expect(check({ variable: 'x', value: '1', into: 'y' })).toEqual(['into-not-used assignments.0.into']);
  });

  it('says which variables it writes', () => {
    const block = withSettings(setVariable, { assignments: [{ variable: 'x', op: 'pop', into: 'y' }] });
    expect(block.writes()).toEqual(['x', 'y']);
  });
});
