import { describe, expect, it } from 'vitest';
import { unstorable } from './storable.ts';

const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`);

describe('what the database cannot keep', () => {
  it.each([
    [{ a: { b: ['fine', 'not \0 fine'] } }, 'a.b.1'],
    [{ a: 'half \ud83d of an emoji' }, 'a'],
    [{ list: [{ 'bad\0key': 1 }] }, 'list.0'],
    ['\udc00', ''],
  ])('is found in %j', (given, at) => {
    expect(unstorable(given)).toMatchObject({ code: 'bad-request', at });
  });

  it.each([[null], [undefined], [7], [{ text: 'whole 😀 emoji, line\nbreak, tab\t', list: [true, null] }]])(
    'is not in %j',
    (given) => {
      expect(unstorable(given)).toBeNull();
    },
  );

  it('is too deep a nesting, however deep, without exhausting the stack', () => {
    expect(unstorable(nested(100))).toBeNull();
    expect(unstorable(nested(101))).toMatchObject({ code: 'bad-request' });
    expect(unstorable(nested(100_000))).toMatchObject({ code: 'bad-request' });
  });
});
