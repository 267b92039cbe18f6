/** What the loader and the panel's bundle promise each other, and the page: types only, so neither carries the other. */
import type { Bot, Opening } from '@sluice/platforms/website/protocol';

export type EventName =
  | 'ready'
  | 'opened'
  | 'closed'
  | 'message'
  | 'conversation-started'
  | 'conversation-ended'
  | 'unavailable';

/** What a page knows about its visitor. Only `token` proves anything; attributes are claims. */
export type Identity = {
  readonly token?: string;
  readonly attributes?: { readonly [path: string]: unknown };
};

/** `window.Sluice`, as pages call it. Calls before the panel has loaded are kept and done in order. */
export type SluiceApi = {
  identify(identity: Identity): void;
  update(attributes?: Identity['attributes']): void;
  open(): void;
  close(): void;
  /** Removes everything from the page and forgets the visitor; `identify` or `update` begins again as someone new. */
  shutdown(): void;
  /** Returns the function that stops listening. */
  on(event: EventName, listener: (detail?: unknown) => void): () => void;
  /** `(window.Sluice ||= []).push(['identify', …])` works before and after this script has come. */
  push(...calls: readonly (readonly [string, ...unknown[]])[]): void;
};

/** What the loader lends to the bundle. */
export type Host = {
  /** Where the script came from, with a slash at its end. */
  readonly base: string;
  readonly key: string;
  /** The newest visitor token, read afresh: another tab may have a newer one. */
  token(): string | undefined;
  keep(token: string): void;
  /** Token, identity, attributes and page, as they are now. */
  opening(): Opening;
  emit(event: EventName, detail?: unknown): void;
};

/** What the bundle gives back. */
export type Mounted = {
  /** Shows the bubble, or takes over a changed title or theme. */
  show(bot: Bot): void;
  open(): void;
  close(): void;
  remove(): void;
};
