/** What a tab remembers from page to page: whether the panel was open, and how far its conversation was heard. */
import type { State } from './store.ts';

export type Remembered = { readonly open: boolean; readonly id: string; readonly last: string | null };

export type Memory = { read(): Remembered | null; keep(state: State): void };

/** @param slot the key in the tab's session storage; without storage nothing is remembered, and nothing fails */
export const createMemory = (slot: string): Memory => {
  /** As far as the conversation was seen: what came while closed is news again on the next page. */
  let seen: string | null = null;
  return {
    read() {
      try {
        const found: unknown = JSON.parse(sessionStorage.getItem(slot) ?? 'null');
        if (typeof found !== 'object' || found === null || !('id' in found) || typeof found.id !== 'string')
          return null;
        seen = 'last' in found && typeof found.last === 'string' ? found.last : null;
        return { id: found.id, last: seen, open: 'open' in found && found.open === true };
      } catch {
        return null;
      }
    },
    keep({ id, open, last, unread }) {
      if (id === null) return;
      if (!unread) seen = last;
      try {
        sessionStorage.setItem(slot, JSON.stringify({ id, open, last: seen }));
      } catch {}
    },
  };
};
