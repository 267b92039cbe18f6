/** The chat's state and every way it changes: one pure function, no clock, no network. */
import type {
  Awaiting,
  Bot,
  Content,
  ConversationStatus,
  ConversationView,
  Inline,
  Message,
  PersonMessage,
  StatusEvent,
  TurnAnswer,
} from '@sluice/platforms/website/protocol';

/** `waiting`: on its way; `lost`: may be tried again; `refused`: the conversation takes no more. */
export type Delivery = 'waiting' | 'sent' | 'lost' | 'refused';

/** A line of the transcript: a message of the server, or one written here (then `id` is the client's message id). */
export type Entry = Message & {
  readonly own?: { readonly body: PersonMessage; readonly delivery: Delivery };
};

export type Redirect = NonNullable<TurnAnswer['redirect']>;

export type State = {
  readonly bot: Bot;
  readonly open: boolean;
  /** `none`: the server found no bot at the opening. */
  readonly phase: 'idle' | 'opening' | 'talking' | 'none' | 'unreachable';
  readonly id: string | null;
  readonly entries: readonly Entry[];
  readonly awaiting: Awaiting;
  readonly status: ConversationStatus;
  readonly unread: boolean;
  readonly online: boolean;
  readonly redirect: Redirect | null;
  /** The last id that came by the stream or in the transcript: where the stream goes on. A turn's answer does not count,
   *  because messages said before it may still be on their way. */
  readonly last: string | null;
};

export type Action =
  | { readonly type: 'shown'; readonly bot: Bot }
  | { readonly type: 'opened' | 'closed' | 'unreachable' | 'none' | 'online' | 'offline' }
  | { readonly type: 'opening'; readonly fresh: boolean }
  | { readonly type: 'remembered'; readonly id: string; readonly last: string | null }
  | { readonly type: 'began'; readonly view: ConversationView }
  | { readonly type: 'wrote'; readonly body: PersonMessage; readonly says: string; readonly at: string }
  | { readonly type: 'answered'; readonly id: string; readonly answer: TurnAnswer }
  | { readonly type: 'delivery'; readonly id: string; readonly delivery: Delivery }
  | { readonly type: 'arrived'; readonly message: Message; readonly eventId: string }
  | { readonly type: 'turned'; readonly to: StatusEvent; readonly eventId: string };

export const begin = (bot: Bot, online: boolean): State => ({
  bot,
  open: false,
  phase: 'idle',
  id: null,
  entries: [],
  awaiting: null,
  status: 'waiting',
  unread: false,
  online,
  redirect: null,
  last: null,
});

/** The words of a tree without their form. */
export const plain = (parts: readonly (Inline | Content)[]): string =>
  parts
    .map((part): string => {
      if (typeof part === 'string') return part;
      if ('text' in part) return part.text;
      if ('children' in part) return plain(part.children);
      if ('items' in part) return part.items.map((item) => plain(item)).join('');
      return '';
    })
    .join('');

const saysSame = (own: Entry, theirs: Message): boolean => {
  const said = theirs.content ? plain(theirs.content) : (theirs.markdown ?? '');
  return said.replace(/\s+/g, ' ').trim() === (own.markdown ?? '').replace(/\s+/g, ' ').trim();
};

/** Puts a server's message in its place by time; one already there, or the echo of one of ours, is not said twice. */
const put = (entries: readonly Entry[], message: Message): readonly Entry[] => {
  if (entries.some((entry) => entry.id === message.id)) return entries;
  if (message.from === 'person') {
    const echo = entries.findIndex((entry) => entry.own && saysSame(entry, message));
    if (echo >= 0) return entries.with(echo, message);
  }
  let place = entries.length;
  // Only the server's own times are compared: a visitor's clock may be wrong.
  for (
    let before = entries[place - 1];
    before && !before.own && before.at > message.at;
    before = entries[place - 1]
  ) {
    place--;
  }
  return entries.toSpliced(place, 0, message);
};

const putAll = (entries: readonly Entry[], messages: readonly Message[]): readonly Entry[] =>
  messages.reduce(put, entries);

const began = (state: State, view: ConversationView): State => {
  const known = new Set(state.entries.map((entry) => entry.id));
  const isNew = view.messages.filter((message) => message.from === 'person' && !known.has(message.id));
  // What was written here and is not in the transcript is still to be sent.
  const unsent = state.entries.filter(
    (entry) =>
      entry.own &&
      entry.own.delivery !== 'sent' &&
      view.id === state.id &&
      !isNew.some((message) => saysSame(entry, message)),
  );
  return {
    ...state,
    phase: view.status === 'none' ? 'none' : 'talking',
    id: view.id,
    entries: [...view.messages, ...unsent],
    awaiting: view.awaiting,
    status: view.status,
    unread: false,
    last: view.messages.at(-1)?.id ?? null,
  };
};

const deliver = (state: State, id: string, delivery: Delivery): readonly Entry[] =>
  state.entries.map((entry) =>
    entry.id === id && entry.own ? { ...entry, own: { ...entry.own, delivery } } : entry,
  );

/** Promises the next state; the same object when nothing changed. */
export const reduce = (state: State, action: Action): State => {
  switch (action.type) {
    case 'shown':
      return { ...state, bot: action.bot };
    case 'opened':
      return { ...state, open: true, unread: false };
    case 'closed':
      return { ...state, open: false };
    case 'online':
    case 'offline':
      return { ...state, online: action.type === 'online' };
    case 'opening':
      return action.fresh
        ? { ...begin(state.bot, state.online), open: state.open, phase: 'opening' }
        : { ...state, phase: 'opening' };
    case 'unreachable':
    case 'none':
      return { ...state, phase: action.type };
    case 'remembered':
      return { ...state, id: action.id, last: action.last };
    case 'began':
      return began(state, action.view);
    case 'wrote': {
      const entry: Entry = {
        id: action.body.id,
        from: 'person',
        type: 'message',
        markdown: action.says,
        at: action.at,
        own: { body: action.body, delivery: 'waiting' },
      };
      return { ...state, entries: [...state.entries, entry], redirect: null };
    }
    case 'answered':
      return {
        ...state,
        entries: putAll(deliver(state, action.id, 'sent'), action.answer.messages),
        awaiting: action.answer.awaiting,
        status: action.answer.status,
        redirect: action.answer.redirect ?? null,
      };
    case 'delivery':
      return { ...state, entries: deliver(state, action.id, action.delivery) };
    case 'arrived': {
      const entries = put(state.entries, action.message);
      const isNews = entries !== state.entries && !state.open && action.message.from !== 'person';
      return { ...state, entries, unread: state.unread || isNews, last: action.eventId || state.last };
    }
    case 'turned':
      return { ...state, ...action.to, last: action.eventId || state.last };
  }
};

/** The first message still to be sent: they go one after the other, in the order they were written. */
export const nextToSend = (state: State): Entry | undefined =>
  state.entries.find((entry) => entry.own?.delivery === 'waiting');

export const isEnded = ({ status }: State): boolean =>
  status === 'completed' || status === 'abandoned' || status === 'failed';

/** True while the flow is at work and an answer of the bot is near. */
export const isAnswering = (state: State): boolean =>
  state.phase === 'opening'
    ? state.entries.length === 0
    : state.phase === 'talking' &&
      state.status === 'waiting' &&
      (state.awaiting === null || nextToSend(state) !== undefined);

/** True while messages may come by themselves. */
export const isListening = (state: State): boolean =>
  state.id !== null &&
  (state.phase === 'talking' || state.phase === 'idle') &&
  !isEnded(state) &&
  state.status !== 'none';

/** Choices and ratings are offered only until one was taken. */
export const offered = (state: State): Awaiting =>
  state.phase === 'talking' && state.status === 'waiting' && nextToSend(state) === undefined
    ? state.awaiting
    : null;
