import { describe, expect, test } from 'vitest';
import { LONGEST_MESSAGE, readMessage, readOpening } from './inbound.ts';

describe('an opening', () => {
  test('may be empty', () => {
    const empty = { ok: true, value: { attributes: {}, page: {}, restart: false } };
    for (const body of [undefined, null, {}, { visitor: null, identity: null, page: null }])
      expect(readOpening(body)).toEqual(empty);
  });

  test('is read with what is known of the page, whatever else the page says', () => {
    expect(
      readOpening({
        visitor: 'v.s',
        identity: ['x'],
        attributes: { a: 1 },
        page: { url: 'https://x.example', title: 'A\0B', locale: 7, surprise: 1 },
        restart: true,
      }),
    ).toEqual({
      ok: true,
      value: {
        visitor: 'v.s',
        identity: ['x'], // left for `verify` to refuse
        attributes: { a: 1 },
        page: { url: 'https://x.example', title: 'AB' },
        restart: true,
      },
    });
  });

  test.each([
    7,
    'x',
    [],
    { visitor: 7 },
    { attributes: [] },
    { page: 'x' },
    { surprise: 1 },
    { visitor: 'x'.repeat(20_000) },
  ])('is refused when it is %j', (body) =>
    expect(readOpening(body)).toMatchObject({ ok: false, problems: [{ code: 'bad-request' }] }),
  );
});

describe('a message', () => {
  test('holds exactly one answer', () => {
    expect(readMessage({ id: 'm1', text: 'hi' })).toEqual({
      ok: true,
      value: { id: 'm1', answer: { text: 'hi' } },
    });
    expect(readMessage({ id: 'm1', text: null, choices: ['a', 'b'] })).toEqual({
      ok: true,
      value: { id: 'm1', answer: { choices: ['a', 'b'] } },
    });
    expect(readMessage({ id: 'm1', file: { url: 'https://x.example/a.pdf', name: 'a.pdf' } })).toMatchObject({
      ok: true,
    });
    expect(readMessage({ id: 'm1' })).toMatchObject({ ok: false, problems: [{ code: 'bad-request' }] });
    expect(readMessage({ id: 'm1', text: 'a', choice: 'b' })).toMatchObject({ ok: false });
  });

  test('an empty text is an answer: an optional question is skipped with it', () =>
    expect(readMessage({ id: 'm1', text: '' })).toMatchObject({ value: { answer: { text: '' } } }));

  test('loses NUL and half characters', () =>
    expect(readMessage({ id: 'm1', text: 'a\0b\ud800😀' })).toMatchObject({
      value: { answer: { text: 'ab\ufffd😀' } },
    }));

  test('has at most 16,000 characters', () => {
    expect(readMessage({ id: 'm1', text: 'x'.repeat(LONGEST_MESSAGE) }).ok).toBe(true);
    expect(readMessage({ id: 'm1', text: 'x'.repeat(LONGEST_MESSAGE + 1) })).toMatchObject({
      problems: [{ code: 'too-large', at: 'text' }],
    });
  });

  test('template syntax in an answer stays text', () =>
    expect(readMessage({ id: 'm1', text: '{{7*7}}' })).toMatchObject({
      value: { answer: { text: '{{7*7}}' } },
    }));
});
