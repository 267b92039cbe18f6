/** Keeps the event stream up while messages may come by themselves, and takes it up after a gap without loss or repeat. */
import type { Message, StatusEvent } from '@sluice/platforms/website/protocol';
import { backoff } from './backoff.ts';
import type { World } from './chat.ts';
import type { StreamEvent } from './event-stream.ts';
import type { Host } from './host.ts';
import { type Action, isListening, type State } from './store.ts';
import type { Transport } from './transport.ts';

/** A stream that says nothing for so long, not even a comment, is taken for dead. */
const SILENCE_MS = 75_000;

export type Listener = {
  /** Starts or stops listening, as the state has it. */
  check(): void;
  setVisible(visible: boolean): void;
  stop(): void;
};

type Chat = {
  state(): State;
  dispatch(action: Action): void;
  /** The token is no longer good: the conversation must be opened again. */
  refused(): void;
};

export const createListener = (host: Host, transport: Transport, world: World, chat: Chat): Listener => {
  let visible = true;
  let stopped = false;
  let attempt = 0;
  let current: { readonly id: string; readonly end: AbortController } | undefined;
  /** The conversation whose next try is already planned: nothing that happens meanwhile may hurry it. */
  let planned: string | undefined;
  let callOff = (): void => {};
  /** The conversation that the server no longer gives out. */
  let gone: string | undefined;

  const wanted = (): string | null => {
    const state = chat.state();
    const isWanted = !stopped && visible && state.online && isListening(state) && state.id !== gone;
    return isWanted ? state.id : null;
  };

  const hear = ({ id, event, data }: StreamEvent): void => {
    if (event === 'message') {
      const message = JSON.parse(data) as Message; // our own server's words: the protocol's types are their contract
      const isKnown = chat.state().entries.some((entry) => entry.id === message.id);
      chat.dispatch({ type: 'arrived', message, eventId: id });
      if (!isKnown && message.from !== 'person') host.emit('message', message);
    } else if (event === 'status') {
      const to = JSON.parse(data) as StatusEvent; // as above
      chat.dispatch({ type: 'turned', to, eventId: id });
    }
  };

  const listen = async (id: string): Promise<void> => {
    const end = new AbortController();
    const mine = { id, end };
    current = mine;
    let quiet = world.after(SILENCE_MS, () => end.abort());
    const status = await transport.listen(id, host.token() ?? '', chat.state().last, end.signal, (event) => {
      if (current !== mine) return; // the last words of a stream that was given up
      attempt = 0;
      if (event) hear(event);
      else {
        quiet();
        quiet = world.after(SILENCE_MS, () => end.abort());
      }
    });
    quiet();
    if (current !== mine) return;
    current = undefined;
    if (status < 300 || status === 408 || status === 429 || status >= 500) {
      planned = id;
      callOff = world.after(backoff(attempt++, world.random()), () => {
        planned = undefined;
        check();
      });
    } else if (status === 401 && attempt++ === 0) chat.refused();
    else gone = id;
  };

  const check = (): void => {
    const id = wanted();
    if (id !== null ? id === current?.id || id === planned : !current && !planned) return;
    callOff();
    planned = undefined;
    const old = current;
    current = undefined;
    old?.end.abort();
    if (id !== null) void listen(id);
  };

  return {
    check,
    setVisible(now) {
      visible = now;
      check();
    },
    stop() {
      stopped = true;
      check();
    },
  };
};
