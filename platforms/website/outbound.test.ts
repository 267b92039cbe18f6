import type { Effect } from '@sluice/core/interpreter/effect';
import { describe, expect, test } from 'vitest';
import { answerMarkdown, awaitingOf, messagesOf, messageView, redirectOf } from './outbound.ts';

const AT = Date.UTC(2026, 2, 9, 9);
const shown = (...effects: Effect[]) => messagesOf(effects, { idOf: (n) => `m${n}`, at: AT });

describe('messages of a turn', () => {
  test('carry Markdown with escaped values, and its tree', () =>
    expect(shown({ type: 'message', text: ['Hi **', { value: 'A*n*n' }, '**'] })).toEqual([
      {
        id: 'm0',
        from: 'bot',
        type: 'message',
        markdown: 'Hi **A\\*n\\*n**',
        content: [{ type: 'paragraph', children: ['Hi ', { type: 'strong', children: ['A*n*n'] }] }],
        at: '2026-03-09T09:00:00.000Z',
      },
    ]));

  test('keep their order, and only utterances count', () =>
    expect(
      shown(
        { type: 'wait', seconds: 1 },
        { type: 'message', text: ['one'] },
        { type: 'message', text: [' ', { value: '' }] },
        { type: 'media', kind: 'video', url: 'https://x.example/v.mp4', link: 'javascript:x' },
        { type: 'tag', add: ['a'], remove: [] },
        { type: 'message', text: ['two'] },
      ).map((m) => [m.id, m.markdown ?? m.media]),
    ).toEqual([
      ['m0', 'one'],
      ['m1', { kind: 'video', url: 'https://x.example/v.mp4' }],
      ['m2', 'two'],
    ]));

  test.each(['javascript:alert(1)', 'data:text/html,x', '/a.png', ''])(
    'media at %j become their alternative text',
    (url) => {
      expect(shown({ type: 'media', kind: 'embed', url })).toEqual([]);
      expect(shown({ type: 'media', kind: 'embed', url, alt: '*map*' })).toMatchObject([
        { markdown: '\\*map\\*' },
      ]);
    },
  );

  test('of a human carry the name', () =>
    expect(
      messageView({
        id: '7',
        from: 'human',
        type: 'message',
        markdown: 'Hi',
        media: null,
        author: 'Maya',
        at: AT,
      }),
    ).toMatchObject({ id: '7', from: 'human', author: 'Maya' }));
});

describe('what is awaited', () => {
  test('is nothing during a wait', () => expect(awaitingOf({ type: 'wait', seconds: 3 })).toBeNull());
  test('hides the values of items, and images that may not be loaded', () =>
    expect(
      awaitingOf({
        type: 'choice',
        multiple: false,
        display: 'pictures',
        items: [
          { id: 'a', label: 'A', value: 'secret', image: 'javascript:x' },
          { id: 'b', label: 'B', image: 'https://x.example/b.png' },
        ],
      }),
    ).toEqual({
      type: 'choice',
      multiple: false,
      display: 'pictures',
      items: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B', image: 'https://x.example/b.png' },
      ],
    }));
});

describe('a redirect', () => {
  const to = (url: string) => redirectOf([{ type: 'redirect', url, newTab: true }]);
  test.each(['https://x.example/a', '/thanks?a=1'])('goes to %s', (url) =>
    expect(to(url)).toEqual({ url, newTab: true }),
  );
  test.each(['javascript:alert(1)', '//evil.example', '/\\evil.example', 'data:x', 'https://', ''])(
    'never goes to %s',
    (url) => expect(to(url)).toBeUndefined(),
  );
  test('is absent without one', () => expect(redirectOf([{ type: 'wait', seconds: 1 }])).toBeUndefined());
});

describe('the transcript of an answer', () => {
  const choice = {
    type: 'choice',
    multiple: true,
    display: 'buttons',
    items: [
      { id: 'a', label: 'Red', value: 'r' },
      { id: 'b', label: '*Blue*' },
    ],
  } as const;
  test('shows labels, never ids or values', () => {
    expect(answerMarkdown({ choice: 'a' }, choice)).toBe('Red');
    expect(answerMarkdown({ choices: ['a', 'b'] }, choice)).toBe('Red, \\*Blue\\*');
  });
  test('shows text as it was typed', () =>
    expect(answerMarkdown({ text: '**a**' }, null)).toBe('\\*\\*a\\*\\*'));
});
