import { asMarkdown, escapeMarkdown } from '@sluice/core/interpreter/rendered';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentOf, plainContent } from './markdown.ts';
import type { Content, Inline } from './website/protocol.ts';

/** Letters with marks of all kinds between them: where escaping goes wrong. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      ...'ab1 \t\n\r\\`*_{}[]()#+-.!|<>~&:/@=;"\'$%^,?0',
      '\n\n',
      '    ',
      '~~~',
      '```',
      '&amp;',
      '---',
      '\u00a0',
      '\ufeff',
    ),
    maxLength: 40,
  }),
);
/** Markdown cannot hold NUL, and all its line ends are newlines. */
const sayable = (text: string): string => text.replace(/\r\n?/g, '\n').replaceAll('\0', '');

const textOf = (inlines: readonly Inline[]): string =>
  inlines
    .map((one) => (typeof one === 'string' ? one : one.type === 'break' ? '\n' : `<${one.type}>`))
    .join('');
const shownAsText = (content: readonly Content[]): string =>
  content.map((one) => (one.type === 'paragraph' ? textOf(one.children) : `<${one.type}>`)).join('<next>');

describe('values', () => {
  test('escaped text parses back to exactly that text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(shownAsText(contentOf(escapeMarkdown(text)))).toBe(sayable(text));
      }),
      { seed: 7, numRuns: 3_000 },
    );
  });

  test('a value is only text within any words of the author', () => {
    const around: readonly (readonly [string, string])[] = [
      ['Hi ', '!'],
      ['', '. Next'],
      ['', ') Next'],
      ['\\', ''],
      ['a <', '>'],
      ['[see]', ''],
      ['[see', ']'],
      ['', '[b]'],
      ['-', ''],
      ['1.', ''],
      ['&', ';'],
      ['#', ''],
      ['!', ''],
      ['line\n', '\nline'],
    ];
    fc.assert(
      fc.property(hostile, fc.constantFrom(...around), (value, [before, after]) => {
        fc.pre(sayable(value) !== ''); // nothing at all leaves the author's own words
        fc.pre(!(before === '&' && /^#?\w*$/.test(value))); // "&copy;" is what the author spelled
        const shown = shownAsText(contentOf(asMarkdown([before, { value }, after])));
        expect(shown.replace(/^[ \t\n]+|[ \t\n]+$/g, '')).toBe(
          sayable(`${before}${value}${after}`).replace(/^[ \t\n]+|[ \t\n]+$/g, ''),
        );
      }),
      { seed: 7, numRuns: 5_000 },
    );
  });

  test.each([
    ['# ', '', 'heading'],
    ['- ', '', 'list'],
    ['> ', '', 'quote'],
  ])('a value stays inside the block it stands in: %s', (before, after, type) => {
    fc.assert(
      fc.property(hostile, (value) => {
        const content = contentOf(asMarkdown([before, { value: `a${value}` }, after]));
        expect(content.map((one) => one.type)).toEqual([type]);
        expect(JSON.stringify(content).match(/"type":"(?!break)\w+"/g)?.length).toBeLessThanOrEqual(2);
      }),
      { seed: 7, numRuns: 1_000 },
    );
  });

  test('a value inside emphasis or a link changes neither', () => {
    expect(contentOf(asMarkdown(['**', { value: 'a**b' }, '**']))).toEqual([
      { type: 'paragraph', children: [{ type: 'strong', children: ['a**b'] }] },
    ]);
    expect(contentOf(asMarkdown(['[go](https://x.example/?q=', { value: 'a)_b&c' }, ')']))).toEqual([
      {
        type: 'paragraph',
        children: [{ type: 'link', url: 'https://x.example/?q=a)_b&c', children: ['go'] }],
      },
    ]);
    expect(contentOf(asMarkdown(['[go](', { value: 'javascript:alert(1)' }, ')']))).toEqual([
      { type: 'paragraph', children: ['go'] },
    ]);
  });
});

describe('Markdown', () => {
  test('gives paragraphs, marks, code, lists, quotes and rules', () => {
    expect(contentOf('# Hi\n\na **b** *c* ~~d~~ `e`\n\n3. x\n4. y\n\n> q\n\n---\n\n```\n<b>\n```')).toEqual([
      { type: 'heading', level: 1, children: ['Hi'] },
      {
        type: 'paragraph',
        children: [
          'a ',
          { type: 'strong', children: ['b'] },
          ' ',
          { type: 'emphasis', children: ['c'] },
          ' ',
          { type: 'strike', children: ['d'] },
          ' ',
          { type: 'code', text: 'e' },
        ],
      },
      {
        type: 'list',
        ordered: true,
        start: 3,
        items: [[{ type: 'paragraph', children: ['x'] }], [{ type: 'paragraph', children: ['y'] }]],
      },
      { type: 'quote', children: [{ type: 'paragraph', children: ['q'] }] },
      { type: 'rule' },
      { type: 'codeblock', text: '<b>' },
    ]);
  });

  test('a single newline is a line break', () =>
    expect(contentOf('a\nb')).toEqual([{ type: 'paragraph', children: ['a', { type: 'break' }, 'b'] }]));

  test('raw HTML is literal text, and the Markdown between tags still counts', () => {
    expect(contentOf('<script>alert(1)</script>')).toEqual([
      { type: 'paragraph', children: ['<script>alert(1)</script>'] },
    ]);
    expect(contentOf('<div>**x**</div>')).toEqual([
      { type: 'paragraph', children: ['<div>', { type: 'strong', children: ['x'] }, '</div>'] },
    ]);
    expect(contentOf('<b>**x**</b>')).toEqual([
      { type: 'paragraph', children: ['<b>', { type: 'strong', children: ['x'] }, '</b>'] },
    ]);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    'https://a.example:99999999',
    '/x',
    'java&#10;script:x',
  ])('a link to %s keeps only its text', (url) => {
    expect(contentOf(`[a](${url})`)).toEqual([{ type: 'paragraph', children: ['a'] }]);
    expect(contentOf(`![a](${url})`)).toEqual([{ type: 'paragraph', children: ['a'] }]);
  });

  test.each(['https://x.example/a', 'http://x.example', 'mailto:a@x.example', 'tel:+49301'])(
    'links to %s stay',
    (url) =>
      expect(contentOf(`[a](${url})`)).toEqual([
        { type: 'paragraph', children: [{ type: 'link', url, children: ['a'] }] },
      ]),
  );

  test('links and images may refer to definitions', () =>
    expect(contentOf('[a] ![b][a]\n\n[a]: https://x.example/')).toEqual([
      {
        type: 'paragraph',
        children: [
          { type: 'link', url: 'https://x.example/', children: ['a'] },
          ' ',
          { type: 'image', url: 'https://x.example/', alt: 'b' },
        ],
      },
    ]));

  test('deep, long and busy texts give a shallow tree, soon', () => {
    for (const text of [
      '> '.repeat(900),
      '- '.repeat(15_000),
      '*_'.repeat(20_000),
      '['.repeat(30_000),
      `a\\*${'b'.repeat(60_000)}`,
    ]) {
      const started = performance.now();
      const json = JSON.stringify(contentOf(text));
      expect(performance.now() - started).toBeLessThan(2_000);
      expect(depthOf(json)).toBeLessThan(60);
    }
    expect(shownAsText(contentOf(`a\\*${'b'.repeat(60_000)}`)).slice(0, 4)).toBe('a*bb');
  });

  test('any string gives a tree', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(Array.isArray(contentOf(text))).toBe(true);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  test('plain text is never read', () =>
    expect(plainContent('**a**\nb')).toEqual([
      { type: 'paragraph', children: ['**a**', { type: 'break' }, 'b'] },
    ]));
});

const depthOf = (json: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const char of json.replace(/"(\\.|[^"\\])*"/g, '')) {
    if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth);
    if (char === ']' || char === '}') depth -= 1;
  }
  return deepest;
};
