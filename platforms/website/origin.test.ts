import { expect, test } from 'vitest';
import { originAllowed } from './origin.ts';

test('only the listed sites, or any with "*", may talk to a channel from a browser', () => {
  expect(originAllowed(['*'], 'https://any.example')).toBe(true);
  expect(originAllowed(['https://shop.example'], 'https://shop.example')).toBe(true);
  for (const origin of [
    'http://shop.example',
    'https://shop.example.evil.example',
    'https://shop.example:444',
    'null',
    '',
  ])
    expect(originAllowed(['https://shop.example'], origin)).toBe(false);
});

test('requests that no browser page made carry no origin, and pass', () =>
  expect(originAllowed(['https://shop.example'], undefined)).toBe(true));
