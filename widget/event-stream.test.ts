import { expect, it } from 'vitest';
import { eventReader } from './event-stream.ts';

const TEXT =
  ': hello\n\nid: 000001\nevent: message\ndata: {"a":1}\n\nid:000002\r\nevent:status\r\ndata: one\r\ndata: two\r\n\r\ndata: last\n\n';
const EVENTS = [
  { id: '000001', event: 'message', data: '{"a":1}' },
  { id: '000002', event: 'status', data: 'one\ntwo' },
  { id: '000002', event: 'message', data: 'last' },
];

it('reads events, joins their data lines and keeps the last id', () => {
  expect(eventReader()(TEXT)).toEqual(EVENTS);
});

it('reads the same however the text is cut', () => {
  for (let at = 0; at <= TEXT.length; at++) {
    const read = eventReader();
    expect([...read(TEXT.slice(0, at)), ...read(TEXT.slice(at))], `cut at ${at}`).toEqual(EVENTS);
  }
  const read = eventReader();
  expect([...TEXT].flatMap((letter) => read(letter))).toEqual(EVENTS);
});

it('gives nothing for comments and for an event that is not finished', () => {
  expect(eventReader()(': ping\n\n: ping\n\nid: 1\ndata: half\n')).toEqual([]);
});
