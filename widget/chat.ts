/** The chat's effects: opens, sends one after the other, listens and tries again; every change goes through the store. */
import type { ConversationView, PersonMessage } from '@sluice/platforms/website/protocol';
import { backoff } from './backoff.ts';
import type { Host } from './host.ts';
import { createListener } from './listener.ts';
import { type Action, isEnded, nextToSend, reduce, type State } from './store.ts';
import { passing, type Reply, type Transport } from './transport.ts';

const TRIES = 4;

/** Everything of the outside that is neither page nor server. */
export type World = {
  now(): number;
  random(): number;
  /** @returns the function that calls it off */
  after(ms: number, then: () => void): () => void;
  /** An unguessable id (128 bits) for a message. */
  newId(): string;
};

export type Chat = {
  state(): State;
  dispatch(action: Action): void;
  subscribe(watcher: (state: State) => void): void;
  open(): void;
  close(): void;
  /** Sends a text or a choice; `says` is what the person's bubble shows. */
  send(answer: Omit<PersonMessage, 'id'>, says: string): void;
  /** Tries a lost message again, with the id it had. */
  retry(id: string): void;
  /** Ends the conversation and begins a new one. */
  startOver(): void;
  /** After the end: the next conversation; after a failed opening: the same opening again. */
  again(): void;
  setOnline(online: boolean): void;
  /** A hidden page does not listen: it takes up where it left. */
  setVisible(visible: boolean): void;
  stop(): void;
};

export const createChat = (first: State, host: Host, transport: Transport, world: World): Chat => {
  let state = first;
  let stopped = false;
  let sending = false;
  /** Numbers the openings: an older one's answer is not used. */
  let round = 0;
  /** Whether the last opening was to start over. */
  let wish = false;
  /** The conversation that is being left by starting over. */
  let left: string | null = null;
  const watchers: ((state: State) => void)[] = [];
  const listener = createListener(host, transport, world, {
    state: () => state,
    dispatch: (action) => dispatch(action),
    refused: () => void (state.open && reach(false)), // a closed chat is opened afresh when it is next looked at
  });

  const dispatch = (action: Action): void => {
    const before = state;
    state = reduce(before, action);
    if (state === before || stopped) return;
    for (const watcher of watchers) watcher(state);
    if (state.id !== null && state.id === before.id && isEnded(state) && !isEnded(before)) {
      host.emit('conversation-ended', { id: state.id, status: state.status });
    }
    listener.check();
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((done) => {
      world.after(ms, done);
    });

  /** Calls until it succeeds, is refused for good, or was tried often enough. */
  const patiently = async <T>(
    call: () => Promise<Reply<T>>,
    tries: number,
    isOver: () => boolean,
  ): Promise<Reply<T>> => {
    for (let attempt = 0; ; attempt++) {
      const reply = await call();
      if (reply.ok || isOver() || attempt + 1 >= tries || !state.online || !passing(reply)) return reply;
      await pause(Math.max(reply.waitMs, backoff(attempt, world.random())));
    }
  };

  const tell = (view: ConversationView): void => {
    const isNew = view.id !== state.id && !state.bot.resumes;
    dispatch({ type: 'began', view });
    dispatch({ type: 'shown', bot: { ...state.bot, resumes: false } });
    if (isNew) host.emit('conversation-started', { id: view.id });
  };

  /** Opens or resumes; `restart` leaves the open conversation behind. */
  const reach = async (restart: boolean): Promise<boolean> => {
    const mine = ++round;
    const isOver = () => mine !== round || stopped;
    if (restart && state.id !== null && !isEnded(state)) left = state.id;
    wish = restart;
    dispatch({ type: 'opening', fresh: restart || isEnded(state) });
    const ask = () => transport.open({ ...host.opening(), ...(restart && { restart }) });
    const reply = await patiently(ask, restart ? 1 : TRIES, isOver); // a restart said twice would restart twice
    if (isOver()) return false;
    if (!reply.ok) {
      dispatch({ type: 'unreachable' });
      return false;
    }
    host.keep(reply.value.visitor);
    if (restart && left !== null) host.emit('conversation-ended', { id: left, status: 'abandoned' });
    left = null;
    const { conversation } = reply.value;
    if (conversation && conversation.status !== 'none') {
      tell(conversation);
      void work();
      return true;
    }
    dispatch({ type: 'none' });
    host.emit('unavailable');
    return false;
  };

  const deliver = async (body: PersonMessage, conversation: string): Promise<void> => {
    const call = () => transport.send(conversation, host.token() ?? '', body);
    const isOver = () => stopped || state.id !== conversation;
    let reply = await patiently(call, TRIES, isOver);
    if (isOver()) return;
    if (!reply.ok && reply.status === 401 && (await reach(false))) reply = await call(); // the token was renewed elsewhere
    if (isOver()) return;
    if (reply.ok) {
      const known = new Set(state.entries.map((entry) => entry.id));
      dispatch({ type: 'answered', id: body.id, answer: reply.value });
      for (const message of reply.value.messages) if (!known.has(message.id)) host.emit('message', message);
    } else {
      const hasEnded = reply.status === 409 || reply.status === 404;
      dispatch({ type: 'delivery', id: body.id, delivery: hasEnded ? 'refused' : 'lost' });
      if (hasEnded && !isEnded(state)) {
        dispatch({ type: 'turned', to: { awaiting: null, status: 'completed' }, eventId: '' });
      }
    }
  };

  /** Sends what waits to be sent, one at a time, so that the order is kept. */
  const work = async (): Promise<void> => {
    if (sending) return;
    sending = true;
    for (let next = nextToSend(state); next?.own && state.id !== null && !stopped; next = nextToSend(state)) {
      await deliver(next.own.body, state.id);
    }
    sending = false;
  };

  return {
    state: () => state,
    dispatch,
    subscribe: (watcher) => void watchers.push(watcher),
    open() {
      if (state.open) return;
      dispatch({ type: 'opened' });
      host.emit('opened');
      if (state.phase !== 'talking' && state.phase !== 'opening') void reach(false);
    },
    close() {
      if (!state.open) return;
      dispatch({ type: 'closed' });
      host.emit('closed');
    },
    send(answer, says) {
      const body = { id: world.newId(), ...answer };
      dispatch({ type: 'wrote', body, says, at: new Date(world.now()).toISOString() });
      void work();
    },
    retry(id) {
      dispatch({ type: 'delivery', id, delivery: 'waiting' });
      void work();
    },
    startOver: () => void reach(true),
    again: () => void reach(wish && state.phase === 'unreachable'),
    setOnline(online) {
      dispatch({ type: online ? 'online' : 'offline' });
      if (!online) return;
      for (const entry of state.entries) {
        if (entry.own?.delivery === 'lost') dispatch({ type: 'delivery', id: entry.id, delivery: 'waiting' });
      }
      if (state.phase === 'unreachable' && state.open) void reach(wish);
      else void work();
    },
    setVisible: (visible) => listener.setVisible(visible),
    stop() {
      stopped = true;
      round++;
      listener.stop();
    },
  };
};
