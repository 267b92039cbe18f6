/** Messages as they are stored: platform-neutral, in order within their conversation. */
import type { Awaiting } from '@sluice/core/interpreter/awaiting';
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Answer } from '@sluice/core/interpreter/input';
import { answerMarkdown, utterancesOf } from '@sluice/platforms/website/outbound';
import type { Media, Message } from '@sluice/platforms/website/protocol';

export type NewMessage = {
  readonly sender: Message['from'];
  readonly type: Message['type'];
  readonly markdown: string | null;
  readonly media: Media | null;
  readonly author: string | null;
};

export type MessageRecord = NewMessage & { readonly seq: number; readonly at: Date };

/** What the bot says in a turn. Effects that are not said (tags, waits…) give no message. */
export const saidBy = (effects: readonly Effect[]): readonly NewMessage[] =>
  utterancesOf(effects).map((said) => ({
    sender: 'bot',
    type: said.type,
    markdown: said.type === 'message' ? said.markdown : null,
    media: said.type === 'media' ? said.media : null,
    author: null,
  }));

/** What a person sent, as the transcript shows it: a chosen item by its label. */
export const sentBy = (answer: Answer, awaiting: Awaiting | null): NewMessage => ({
  sender: 'person',
  type: 'message',
  markdown: answerMarkdown(answer, awaiting),
  media: null,
  author: null,
});
