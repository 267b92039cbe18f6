import type { Answer } from '@sluice/core/interpreter/input';
import type { Json } from '@sluice/core/json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from './kind.ts';
import { dateOf } from './kinds/date.ts';
import { numberOf } from './kinds/number.ts';
import { inputKinds } from './kinds.ts';
import type { InputSettings } from './settings.ts';
import { INPUT_KINDS, inputSettings } from './settings.ts';

const reading = (settings: InputSettings, answer: Answer) =>
  inputKinds[settings.kind].read(wordsOf(answer), settings, answer);

/** What is stored for a text, or `undefined` when it does not fit. */
const stored = (given: object, text: string): Json | undefined => {
  const found = reading(inputSettings.parse(given), { text });
  return found.ok ? found.value : undefined;
};

const table = (settings: object, rows: readonly (readonly [text: string, stored: Json | undefined])[]) => {
  for (const [text, value] of rows) expect(stored(settings, text), JSON.stringify(text)).toEqual(value);
};

describe('text', () => {
  it('is kept as written, without outer white space and unseen signs', () => {
    table({ kind: 'text' }, [
      ['  Hello\n there ', 'Hello\n there'],
      ['\u200Bhi\uFEFF', 'hi'],
      ['{{7*7}}', '{{7*7}}'],
      ['cafe\u0301', 'café'],
      ['   ', undefined],
      ['a'.repeat(10_001), undefined],
    ]);
  });

  it('keeps to its length in characters as people count them', () => {
    const validation = { minLength: 2, maxLength: 3 };
    table({ kind: 'text', validation }, [
      ['a', undefined],
      ['👋👋👋', '👋👋👋'],
      ['👋👋👋👋', undefined],
    ]);
  });

  it('matches its pattern as a whole, case counting unless the pattern says not', () => {
    table({ kind: 'text', validation: { pattern: 'AC-[0-9]{5}' } }, [
      ['AC-12345', 'AC-12345'],
      ['ac-12345', undefined],
      ['my AC-12345', undefined],
      ['AC-12345\nDROP', undefined],
    ]);
    table({ kind: 'text', validation: { pattern: '(?i)ac-[0-9]{5}|none' } }, [
      ['Ac-12345', 'Ac-12345'],
      ['none', 'none'],
      ['none at all', undefined],
    ]);
  });

  it('is not stopped by a pattern that stops other engines', () => {
    table({ kind: 'text', validation: { pattern: '(a+)+' } }, [[`${'a'.repeat(5_000)}!`, undefined]]);
  });
});

describe('number', () => {
  it('is read in any common grouping', () => {
    table({ kind: 'number' }, [
      ['12', 12],
      ['-3', -3],
      ['−3', -3],
      ['+3', 3],
      ['007', 7],
      ['0,5', 0.5],
      ['.5', 0.5],
      ['1 234,5', 1234.5],
      ['1\u00A0234,5', 1234.5],
      ['1.234,5', 1234.5],
      ['1,234.5', 1234.5],
      ["1'234.50", 1234.5],
      ['1,234,567', 1_234_567],
      ['1.234.567', 1_234_567],
      ['1,234', 1234],
      ['1.234', 1.234],
      ['0,125', 0.125],
      ['-0', 0],
      ['１２', 12],
    ]);
  });

  it('refuses what is none, or more than a number keeps exactly', () => {
    for (const text of [
      '',
      'twelve',
      '1e5',
      '0x10',
      '1.2.3',
      '1,23,456',
      '10 5',
      '12 apples',
      '5.',
      '--1',
      '1,2.3,4',
      'NaN',
      'Infinity',
      '1234567890123456',
    ])
      expect(numberOf(text), text).toBeNull();
  });

  it('keeps to its range and step', () => {
    table({ kind: 'number', validation: { min: 1, max: 2, step: 0.1 } }, [
      ['1', 1],
      ['1.3', 1.3],
      ['2', 2],
      ['0.9', undefined],
      ['2.1', undefined],
      ['1.35', undefined],
    ]);
  });

  it('reads back every number it could have written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        const value = cents / 100;
        expect(numberOf(value.toFixed(2))).toBe(value === 0 ? 0 : value);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('email', () => {
  it('is stored trimmed and in lower case', () => {
    table({ kind: 'email' }, [
      [' Jane@Example.com ', 'jane@example.com'],
      ['jane.doe+shop@mail.example.co.uk', 'jane.doe+shop@mail.example.co.uk'],
      ['zoë@bücher.example', 'zoë@bücher.example'],
    ]);
  });

  it('refuses what no mail would reach', () => {
    for (const text of [
      'not-an-email',
      'bob@',
      '@corp.com',
      'a@b',
      'a b@c.de',
      'a@b..de',
      '.a@b.de',
      'a@-b.de',
      'a@b.d',
      'a@b.de, c@d.de',
      'a@b.de\nbcc: x@y.z',
      'a@1.2.3.4',
      `${'a'.repeat(65)}@b.de`,
      `a@${'b'.repeat(250)}.de`,
    ])
      expect(stored({ kind: 'email' }, text), text).toBeUndefined();
  });
});

describe('url', () => {
  it('gets https:// when it has no protocol', () => {
    table({ kind: 'url' }, [
      ['Example.com', 'https://example.com'],
      ['http://example.com/A?b=c#d', 'http://example.com/A?b=c#d'],
      ['HTTPS://EXAMPLE.com:8443', 'https://example.com:8443'],
      ['bücher.example', 'https://bücher.example'],
    ]);
  });

  it('refuses what is no web address, or pretends to be another', () => {
    for (const text of [
      'hello',
      'javascript:alert(1)',
      'ftp://example.com',
      'https://',
      'a b.com',
      'https://ann@example.com',
      'https://good.example\\@evil.example',
      '127.0.0.1',
      'example.com:99999',
      'ann@example.com',
    ])
      expect(stored({ kind: 'url' }, text), text).toBeUndefined();
  });
});

describe('phone', () => {
  it('is stored in E.164', () => {
    table({ kind: 'phone' }, [
      ['+49 341 1234567', '+493411234567'],
      ['0049 341 1234567', '+493411234567'],
      ['+1 (202) 555-0143', '+12025550143'],
      ['0341 1234567', undefined],
      ['hello', undefined],
      ['+49 12', undefined],
    ]);
  });

  it('may be written without a country when the block has one', () => {
    table({ kind: 'phone', country: 'DE' }, [
      ['0341 1234567', '+493411234567'],
      ['+44 7400 123456', '+447400123456'],
    ]);
  });
});

describe('date', () => {
  it('is stored as ISO 8601', () => {
    table({ kind: 'date' }, [
      ['2026-03-09', '2026-03-09'],
      ['2026-03-09T10:00:00Z', '2026-03-09'],
      ['9.3.2026', '2026-03-09'],
      ['09. 03. 2026', '2026-03-09'],
      ['09/03/2026', '2026-03-09'],
      ['9 March 2026', '2026-03-09'],
      ['9th of March, 2026', '2026-03-09'],
      ['Mar 9, 2026', '2026-03-09'],
      ['29.02.2028', '2028-02-29'],
    ]);
  });

  it('refuses days that do not exist, and what could mean two days', () => {
    for (const text of [
      '29.02.2026',
      '31/04/2026',
      '03/25/2026',
      '2026-13-01',
      '9.3.26',
      'tomorrow',
      '09-03/2026',
    ])
      expect(dateOf(text), text).toBeNull();
  });

  it('keeps to its range', () => {
    table({ kind: 'date', validation: { min: '2026-03-09', max: '31.03.2026' } }, [
      ['2026-03-09', '2026-03-09'],
      ['31.3.2026', '2026-03-31'],
      ['2026-03-08', undefined],
      ['2026-04-01', undefined],
    ]);
  });

  it('reads back every day of the calendar', () => {
    const days = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(days, (instant) => {
        const iso = new Date(instant).toISOString().slice(0, 10);
        expect(dateOf(iso)).toBe(iso);
        expect(dateOf(iso.split('-').reverse().join('.'))).toBe(iso);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('time', () => {
  it('is stored as HH:mm', () => {
    table({ kind: 'time' }, [
      ['14:30', '14:30'],
      ['9.05', '09:05'],
      ['21h30', '21:30'],
      ['9pm', '21:00'],
      ['9:30 p.m.', '21:30'],
      ['12 am', '00:00'],
      ['12pm', '12:00'],
      ['Noon', '12:00'],
      ['14 Uhr', '14:00'],
      ['14:30:15', '14:30'],
    ]);
  });

  it('refuses what is no time, and a bare number', () => {
    table({ kind: 'time' }, [
      ['9', undefined],
      ['25:00', undefined],
      ['12:60', undefined],
      ['13pm', undefined],
      ['0am', undefined],
      ['later', undefined],
    ]);
  });

  it('keeps to its range, over midnight too', () => {
    table({ kind: 'time', validation: { min: '22:00', max: '6:00' } }, [
      ['23:00', '23:00'],
      ['5am', '05:00'],
      ['noon', undefined],
    ]);
  });
});

describe('rating', () => {
  it('is a whole number from 1 to 5, or in its own range', () => {
    table({ kind: 'rating' }, [
      ['1', 1],
      ['5', 5],
      ['4/5', 4],
      ['4 out of 5', 4],
      ['3 stars', 3],
      ['⭐⭐', 2],
      ['★★★', 3],
      ['0', undefined],
      ['6', undefined],
      ['4/10', undefined],
      ['4.5', undefined],
      ['good', undefined],
    ]);
    table({ kind: 'rating', validation: { min: 0, max: 10 } }, [
      ['0', 0],
      ['10', 10],
      ['11', undefined],
    ]);
  });
});

describe('file', () => {
  const settings = inputSettings.parse({ kind: 'file' });
  it('is an uploaded file with an address that can be opened', () => {
    const file = { url: 'https://example.com/a.pdf', name: ' a.pdf ' };
    expect(reading(settings, { file })).toEqual({ ok: true, value: { ...file, name: 'a.pdf' } });
    expect(reading(settings, { file: { ...file, url: 'javascript:1' } }).ok).toBe(false);
    expect(reading(settings, { file: { ...file, name: ' ' } }).ok).toBe(false);
    expect(reading(settings, { text: 'https://example.com/a.pdf' }).ok).toBe(false);
  });
});

describe('every kind', () => {
  it('asks again shortly and kindly, with an example that fits', () => {
    const examples = {
      number: 'like 12.',
      email: 'like ann@example.com.',
      url: 'like example.com/page.',
      phone: 'like +44 7400 123456.',
      date: 'like 25.03.2026 or 2026-03-25.',
      time: 'like 14:30 or 2:30 pm.',
    };
    for (const kind of INPUT_KINDS)
      expect(inputKinds[kind].retryMessage(inputSettings.parse({ kind })).length, kind).toBeLessThan(120);
    for (const [kind, words] of Object.entries(examples)) {
      const settings = inputSettings.parse({ kind });
      expect(inputKinds[settings.kind].retryMessage(settings)).toContain(words);
      for (const example of words.slice('like '.length, -1).split(' or '))
        expect(stored(settings, example), example).toBeDefined();
    }
  });

  it('never throws and never stores more than a variable holds, whatever comes', () => {
    const words = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.constantFrom(...INPUT_KINDS), words, (kind, text) => {
        const found = reading({ kind }, { text, file: { url: text, name: text } });
        if (found.ok) expect(JSON.stringify(found.value).length).toBeLessThan(64_000);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  it('answers a huge text at once', () => {
    const begun = performance.now();
    for (const kind of INPUT_KINDS)
      for (const unit of ['1', 'a', '1,', 'a.', ' ', '@'])
        expect(stored({ kind }, unit.repeat(200_000)), kind).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
