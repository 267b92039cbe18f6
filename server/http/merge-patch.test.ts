import { describe, expect, it } from 'vitest';
import { mergePatch } from './merge-patch.ts';

describe('a merge patch', () => {
  it('changes what it names and keeps the rest', () => {
    expect(mergePatch({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 4 }, e: 5 })).toEqual({
      a: 1,
      b: { c: 4, d: 3 },
      e: 5,
    });
  });

  it('removes what it sets to null, at any depth, and keeps no null of its own', () => {
    expect(mergePatch({ a: 1, b: { c: 2 } }, { a: null, b: { c: null }, n: { x: null } })).toEqual({
      b: {},
      n: {},
    });
  });

  it('replaces lists whole, and an object takes the place of anything else', () => {
    expect(mergePatch({ a: [1, 2], b: 'text' }, { a: [3], b: { c: 1 } })).toEqual({ a: [3], b: { c: 1 } });
  });

  it('takes keys of the prototype as plain keys', () => {
    const patch = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"x": 1}}');
    const merged = mergePatch({}, patch);
    expect(Object.keys(merged)).toEqual(['__proto__', 'constructor']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
