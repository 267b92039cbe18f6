/** Unsaved edits kept in this browser, so that an expired session or a closed tab loses nothing. */
import type { LocalCopy } from '../../editor/draft.ts';

export type CopyStore = {
  readonly read: (flowId: string) => LocalCopy | null;
  readonly write: (flowId: string, copy: LocalCopy) => void;
  readonly drop: (flowId: string) => void;
};

const keyOf = (flowId: string): string => `sluice-draft ${flowId}`;

/** A full or forbidden storage keeps nothing; the draft itself still goes to the server. */
export const browserCopies: CopyStore = {
  read: (flowId) => {
    try {
      const text = localStorage.getItem(keyOf(flowId));
      // Written below and nowhere else, in this shape.
      return text === null ? null : (JSON.parse(text) as LocalCopy);
    } catch {
      return null;
    }
  },
  write: (flowId, copy) => {
    try {
      localStorage.setItem(keyOf(flowId), JSON.stringify(copy));
    } catch {
      // Nothing to do: it is a second safety, not the first.
    }
  },
  drop: (flowId) => {
    try {
      localStorage.removeItem(keyOf(flowId));
    } catch {
      // As above.
    }
  },
};
