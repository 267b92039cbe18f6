import type { ConversationView, Message, TurnAnswer } from '@sluice/platforms/website/protocol';
import { expect, it } from 'vitest';
import {
  type Action,
  begin,
  isAnswering,
  isListening,
  nextToSend,
  offered,
  reduce,
  type State,
} from './store.ts';

const bot = { title: 'Acme', greeting: '', theme: {}, resumes: false };
const AT = '2026-03-10T14:18:0';
const message = (id: string, from: Message['from'] = 'bot', markdown = id): Message => ({
  id,
  from,
  type: 'message',
  markdown,
  at: `${AT}${id.slice(-1)}.000Z`,
});
const input = { type: 'input', kind: 'text', required: true } as const;
const view = (messages: readonly Message[], more: Partial<ConversationView> = {}): ConversationView => ({
  id: 'c1',
  messages,
  awaiting: input,
  status: 'waiting',
  ...more,
});
const turn = (messages: readonly Message[], more: Partial<TurnAnswer> = {}): TurnAnswer => ({
  messages,
  awaiting: input,
  status: 'waiting',
  ...more,
});
const after = (...actions: readonly Action[]): State => actions.reduce(reduce, begin(bot, true));
const ids = (state: State): readonly string[] => state.entries.map((entry) => entry.id);
const wrote = (id: string, says: string): Action => ({
  type: 'wrote',
  body: { id, text: says },
  says,
  at: `${AT}5.000Z`,
});
const began = (...messages: readonly Message[]): Action => ({ type: 'began', view: view(messages) });
const arrived = (one: Message): Action => ({ type: 'arrived', message: one, eventId: one.id });

it('shows what one writes at once, and the answer after it', () => {
  const state = after(began(message('m1')), wrote('x', 'hi'));
  expect(ids(state)).toEqual(['m1', 'x']);
  expect(isAnswering(state)).toBe(true);
  expect(offered(state)).toBeNull();
  const answered = reduce(state, { type: 'answered', id: 'x', answer: turn([message('m7')]) });
  expect(ids(answered)).toEqual(['m1', 'x', 'm7']);
  expect(answered.entries[1]?.own?.delivery).toBe('sent');
  expect(isAnswering(answered)).toBe(false);
});

it('says nothing twice, whether it comes by the answer, the stream or both', () => {
  const answer: Action = { type: 'answered', id: 'x', answer: turn([message('m7')]) };
  const before: readonly Action[] = [began(message('m1')), wrote('x', 'hi')];
  expect(ids(after(...before, answer, arrived(message('m7'))))).toEqual(['m1', 'x', 'm7']);
  expect(ids(after(...before, arrived(message('m7')), answer))).toEqual(['m1', 'x', 'm7']);
  expect(ids(after(...before, arrived(message('m1'))))).toEqual(['m1', 'x']);
});

it('takes the echo of what one wrote for the same message', () => {
  const echo: Message = {
    ...message('m6', 'person', '\\*hi\\*'),
    content: [{ type: 'paragraph', children: ['*hi*'] }],
  };
  const state = after(began(message('m1')), wrote('x', '*hi*'), arrived(echo));
  expect(ids(state)).toEqual(['m1', 'm6']);
});

it('puts a late message before the ones that were said after it', () => {
  const state = after(began(message('m1')), arrived(message('m8')), arrived(message('m6')));
  expect(ids(state)).toEqual(['m1', 'm6', 'm8']);
});

it('goes on with the stream where the stream was, not where a turn was answered', () => {
  const state = after(began(message('m1')), arrived(message('m3')), wrote('x', 'hi'), {
    type: 'answered',
    id: 'x',
    answer: turn([message('m7')]),
  });
  expect(state.last).toBe('m3');
});

it('sends in the order of writing and keeps what was lost for another try', () => {
  const state = after(began(), wrote('x', 'one'), wrote('y', 'two'), {
    type: 'delivery',
    id: 'x',
    delivery: 'lost',
  });
  expect(nextToSend(state)?.id).toBe('y');
  expect(nextToSend(reduce(state, { type: 'delivery', id: 'x', delivery: 'waiting' }))?.id).toBe('x');
});

it('a transcript that comes again keeps unsent words, and not those it already holds', () => {
  const state = after(began(message('m1')), wrote('x', 'one'), wrote('y', 'two'));
  const again = reduce(state, began(message('m1'), message('m2', 'person', 'one')));
  expect(ids(again)).toEqual(['m1', 'm2', 'y']);
});

it('starting over leaves nothing of the conversation before', () => {
  const state = after(began(message('m1')), wrote('x', 'one'), { type: 'opening', fresh: true });
  expect(state).toEqual({ ...begin(bot, true), phase: 'opening' });
});

it('marks news only while closed, and forgets them on opening', () => {
  const closed = after(began(message('m1')), arrived(message('m2')));
  expect(closed.unread).toBe(true);
  expect(reduce(closed, { type: 'opened' }).unread).toBe(false);
  expect(after({ type: 'opened' }, began(message('m1')), arrived(message('m2'))).unread).toBe(false);
  expect(after(began(message('m1')), arrived(message('m2', 'person'))).unread).toBe(false);
});

it('listens while messages may come, and not after the end', () => {
  const listening = (more: Partial<ConversationView>) =>
    isListening(after({ type: 'began', view: view([], more) }));
  expect(listening({ awaiting: null })).toBe(true);
  expect(listening({ status: 'handed-off', awaiting: null })).toBe(true);
  expect(listening({ status: 'inactive', awaiting: null })).toBe(true);
  for (const status of ['completed', 'abandoned', 'failed', 'none'] as const) {
    expect(listening({ status, awaiting: null })).toBe(false);
  }
  expect(isListening(begin(bot, true))).toBe(false);
  expect(isListening(after({ type: 'remembered', id: 'c1', last: 'm1' }))).toBe(true);
});

it('shows that an answer is written while the flow waits by itself, but not while a human is to answer', () => {
  const answering = (more: Partial<ConversationView>) =>
    isAnswering(after({ type: 'began', view: view([], more) }));
  expect(answering({ awaiting: null })).toBe(true);
  expect(answering({})).toBe(false);
  expect(answering({ status: 'handed-off', awaiting: null })).toBe(false);
});
