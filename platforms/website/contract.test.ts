import type { Json } from '@sluice/core/json';
import { ok } from '@sluice/core/problem';
import { platformContract } from '../contract.ts';
import { readMessage } from './inbound.ts';
import { awaitingOf, messagesOf, redirectOf } from './outbound.ts';
import { website } from './platform.ts';
import type { Content, Inline, Message } from './protocol.ts';

const STAMP = { idOf: (position: number) => String(position + 1), at: Date.UTC(2026, 2, 9) };

platformContract('website', {
  platform: website,
  settings: {
    full: {
      allowedOrigins: ['https://shop.example', 'http://localhost:4000'],
      identity: { secret: 'sixteen-characters-or-more' },
      title: 'Acme',
      greeting: 'Hi!',
      theme: { color: '#F0B429', side: 'left', scheme: 'auto' },
      sessionHours: 12,
    },
    junk: [
      null,
      [],
      'x',
      { allowedOrigins: 'https://shop.example' },
      { allowedOrigins: [] },
      { allowedOrigins: ['https://shop.example/path'] },
      { allowedOrigins: ['javascript:alert(1)'] },
      { identity: { secret: 'short' } },
      { identity: {} },
      { theme: { color: 'red' } },
      { theme: { color: '#fff' } },
      { theme: { color: '#ffffff;}</style><script>' } },
      { theme: { color: 'url(javascript:alert(1))' } },
      { theme: { side: 'top' } },
      { theme: { customCss: 'a{}' } },
      { sessionHours: 0 },
      { sessionHours: '24' },
    ],
  },
  render: (effects, awaiting) =>
    // What is sent is JSON: this is the wire's own form of it.
    JSON.parse(
      JSON.stringify({
        messages: messagesOf(effects, STAMP),
        awaiting: awaitingOf(awaiting),
        redirect: redirectOf(effects),
      }),
    ),
  ignores: ['wait', 'tag', 'attribute', 'handoff'],
  read: (rendered) => {
    const marks: string[] = [];
    const text = messagesIn(rendered)
      .flatMap((message) => message.content ?? [])
      .map((content) => readContent(content, marks))
      .join('\n\n');
    return { text, marks: marks.length };
  },
  choose: (item, number) => ({
    byId: { id: 'm1', choice: item.id },
    byLabel: { id: 'm1', text: item.label },
    byNumber: { id: 'm1', text: String(number) },
  }),
  inbound: (raw) => {
    const read = readMessage(raw);
    return read.ok ? ok(read.value.answer) : read;
  },
  junk: [
    null,
    undefined,
    'hi',
    [],
    {},
    { id: 'm1' },
    { text: 'hi' },
    { id: '', text: 'hi' },
    { id: 'x'.repeat(101), text: 'hi' },
    { id: 7, text: 'hi' },
    { id: 'm1', text: 7 },
    { id: 'm1', text: ['hi'] },
    { id: 'm1', text: 'hi', choice: 'i1' },
    { id: 'm1', choices: 'i1' },
    { id: 'm1', choice: '' },
    { id: 'm1', text: 'x'.repeat(16_001) },
    { id: 'm1', file: { url: 'javascript:alert(1)', name: 'a' } },
    { id: 'm1', text: 'hi', surprise: true },
  ],
});

// The rendering above was made from typed messages; JSON forgot their type.
const messagesIn = (rendered: Json): readonly Message[] =>
  (rendered as unknown as { readonly messages: readonly Message[] }).messages;

const readContent = (content: Content, marks: string[]): string => {
  if (content.type === 'paragraph') return content.children.map((child) => readInline(child, marks)).join('');
  marks.push(content.type);
  return '';
};

const readInline = (inline: Inline, marks: string[]): string => {
  if (typeof inline === 'string') return inline;
  if (inline.type === 'break') return '\n';
  marks.push(inline.type);
  return '';
};
