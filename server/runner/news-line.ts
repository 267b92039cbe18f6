/** Carries news of conversations to the other nodes: which one, its turn, the numbers of its new messages; never a text. */
import type { Notices } from '../db/notices.ts';
import type { Elsewhere, News } from './live.ts';

/** News of many turns travel in one notice: each costs the database a lock that all of them share. */
const GATHER_MS = 10;
/** A notice holds less than 8,000 bytes. */
const MOST_TEXT = 7_500;

export type NewsLine = {
  tell(news: News): void;
  /** Sends at once what has gathered. */
  flush(): void;
};

/**
 * `heard` is called for news of other nodes. No `elsewhere`: only where the conversation stands may have changed. No turn:
 * an older release said it, which reads no further than the numbers.
 */
export const newsLine = (
  notices: Notices,
  heard: (conversationId: string, turn: number | null, elsewhere: Elsewhere | null) => void,
): NewsLine => {
  const gathered: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const send = (): void => {
    clearTimeout(timer);
    if (gathered.length === 0) return;
    let text = '';
    for (const entry of gathered.splice(0)) {
      if (text.length + entry.length > MOST_TEXT) {
        notices.tell('conversations', text);
        text = '';
      }
      text += text === '' ? entry : ` ${entry}`;
    }
    notices.tell('conversations', text);
  };
  notices.hear('conversations', (text) => {
    for (const entry of text.split(' ')) {
      const [id = '', first, last, turn] = entry.split(/[:-]/);
      const elsewhere = first && last ? { first: Number(first), last: Number(last) } : null;
      heard(id, turn ? Number(turn) : null, elsewhere);
    }
  });
  return {
    tell: ({ conversationId, turn, messages }) => {
      if (gathered.length === 0) timer = setTimeout(send, GATHER_MS);
      const [first, last] = [messages[0], messages.at(-1)];
      gathered.push(`${conversationId}:${first?.seq ?? ''}-${last?.seq ?? ''}:${turn}`);
    },
    flush: send,
  };
};
