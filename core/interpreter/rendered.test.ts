import { describe, expect, test } from 'vitest';
import { asMarkdown, escapeMarkdown, verbatim } from './rendered.ts';

describe('escapeMarkdown', () => {
  test.each([
    ['ann.lee_x@bigcorp.com'],
    ['Order no. 123 costs 3.50'],
    ['https://a.example/b_c?d=1'],
    ['2026-03-09, -5 degrees, C++'],
    ['Dr. Who & Co'],
  ])('leaves ordinary text as it is: %s', (text) => expect(escapeMarkdown(text)).toBe(text));

  test.each([
    ['**hi**', '\\*\\*hi\\*\\*'],
    ['[x](javascript:alert(1))', '\\[x\\]\\(javascript:alert\\(1\\)\\)'],
    ['<script>', '\\<script\\>'],
    ['# title', '\\# title'],
    ['1. one', '1\\. one'],
    ['- one', '\\- one'],
    ['===', '\\==='],
    ['_a_', '\\_a\\_'],
    ['&lt;', '\\&lt;'],
    ['wow!', 'wow\\!'],
    [': https://evil.example', '\\: https://evil.example'],
  ])('disarms %s', (text, escaped) => expect(escapeMarkdown(text)).toBe(escaped));

  test('keeps lines and outer spaces as references', () => {
    expect(escapeMarkdown(' a\r\nb\n\n  c ')).toBe('&#32;a&#10;b&#10;&#10;&#32; c&#32;');
    expect(escapeMarkdown('a\0b')).toBe('ab');
  });

  test('takes time in proportion to the text', () => {
    const started = performance.now();
    escapeMarkdown(`${'!'.repeat(60_000)}x${' '.repeat(60_000)}x${'_'.repeat(60_000)}`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('asMarkdown', () => {
  const filled = (before: string, value: string, after: string) => asMarkdown([before, { value }, after]);

  test("keeps the author's markup and escapes the values", () =>
    expect(filled('Hi **', '*Ann*', '**')).toBe('Hi **\\*Ann\\***'));
  test("lets no backslash of the author's undo an escape", () =>
    expect(filled('C:\\', '*x*', '')).toBe('C:\\\\\\*x\\*'));
  test('opens no tag or autolink around a value', () => {
    expect(filled('Ann <', 'ann@x.example', '>')).toBe('Ann \\<ann@x.example>');
    expect(filled('[a](<', 'https://x.example', '>)')).toBe('[a](<https://x.example>)');
  });
  test('makes no list of a number that comes first', () => {
    expect(filled('', '12', '. Next')).toBe('&#49;2. Next');
    expect(filled('You are ', '42', '. Good.')).toBe('You are 42. Good.');
  });
  test('leaves values verbatim for transcripts', () =>
    expect(verbatim(['Hi **', { value: '*Ann*' }, '**'])).toBe('Hi ***Ann***'));
});
