/** What a browser is shown of a turn: messages, what is awaited, where to go. Pure: the same effects, the same answer. */
import { type Instant, toIso } from '@sluice/core/instant';
import type { Awaiting as CoreAwaiting } from '@sluice/core/interpreter/awaiting';
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Answer } from '@sluice/core/interpreter/input';
import { asMarkdown, escapeMarkdown } from '@sluice/core/interpreter/rendered';
import { contentOf } from '../markdown.ts';
import { safeDestination, safeImage, safeLink } from '../url.ts';
import type { Awaiting, ChoiceItem, Media, Message, TurnAnswer } from './protocol.ts';

/** A message as it is stored: what a person wrote is escaped Markdown too, so there is one reader for all. */
export type StoredMessage = {
  readonly id: string;
  readonly from: Message['from'];
  readonly type: Message['type'];
  readonly markdown: string | null;
  readonly media: Media | null;
  readonly author: string | null;
  readonly at: Instant;
};

/** What a turn says, before it has ids: ready to be stored. */
export type Utterance =
  | { readonly type: 'message'; readonly markdown: string }
  | { readonly type: 'media'; readonly media: Media };

/** How a turn's messages get their ids (by position, from 0) and their time. */
export type Stamp = { readonly idOf: (position: number) => string; readonly at: Instant };

/**
 * The utterances among a turn's effects, in order. Empty texts say nothing. Media of an address that may not be loaded
 * become their alternative text, or nothing. Waits, tags, attributes, hand-offs and redirects are no utterances.
 */
export const utterancesOf = (effects: readonly Effect[]): readonly Utterance[] =>
  effects.flatMap((effect): readonly Utterance[] => {
    switch (effect.type) {
      case 'message': {
        const markdown = asMarkdown(effect.text);
        return markdown.trim() === '' ? [] : [{ type: 'message', markdown }];
      }
      case 'media':
        return mediaOf(effect);
      case 'wait':
      case 'redirect':
      case 'tag':
      case 'attribute':
      case 'handoff':
        return [];
      default:
        return effect satisfies never;
    }
  });

/** The bot messages of a turn, as the browser gets them. */
export const messagesOf = (effects: readonly Effect[], { idOf, at }: Stamp): readonly Message[] =>
  utterancesOf(effects).map((utterance, position) =>
    messageView({
      id: idOf(position),
      from: 'bot',
      type: utterance.type,
      markdown: utterance.type === 'message' ? utterance.markdown : null,
      media: utterance.type === 'media' ? utterance.media : null,
      author: null,
      at,
    }),
  );

/** A stored message as the browser gets it, its Markdown parsed. */
export const messageView = (row: StoredMessage): Message => ({
  id: row.id,
  from: row.from,
  type: row.type,
  ...(row.markdown === null ? {} : { markdown: row.markdown, content: contentOf(row.markdown) }),
  ...(row.media === null ? {} : { media: row.media }),
  ...(row.author === null ? {} : { author: row.author }),
  at: toIso(row.at),
});

/** What the browser is told to ask for: nothing during a wait; a choice's items without their values. */
export const awaitingOf = (awaiting: CoreAwaiting | null): Awaiting => {
  if (awaiting === null || awaiting.type === 'wait') return null;
  return awaiting.type === 'choice' ? { ...awaiting, items: awaiting.items.map(itemView) } : awaiting;
};

/** Where the turn sends the person; the last redirect counts, one to an address that may not be opened does not. */
export const redirectOf = (effects: readonly Effect[]): TurnAnswer['redirect'] => {
  const last = effects.findLast((effect) => effect.type === 'redirect');
  const url = last === undefined ? null : safeDestination(last.url);
  return last === undefined || url === null ? undefined : { url, newTab: last.newTab };
};

/** What the transcript shows of an answer, as Markdown: the labels of what was chosen, the name of a file. */
export const answerMarkdown = (answer: Answer, awaiting: CoreAwaiting | null): string => {
  const items = awaiting?.type === 'choice' ? awaiting.items : [];
  const label = (id: string): string => items.find((item) => item.id === id)?.label ?? id;
  if (answer.file) return escapeMarkdown(answer.file.name);
  if (answer.choice !== undefined) return escapeMarkdown(label(answer.choice));
  if (answer.choices !== undefined) return escapeMarkdown(answer.choices.map(label).join(', '));
  return escapeMarkdown(answer.text ?? '');
};

const itemView = (item: ChoiceItem): ChoiceItem => {
  const image = item.image === undefined ? null : safeImage(item.image);
  return {
    id: item.id,
    label: item.label,
    ...(item.description === undefined ? {} : { description: item.description }),
    ...(image === null ? {} : { image }),
  };
};

const mediaOf = (effect: Extract<Effect, { type: 'media' }>): readonly Utterance[] => {
  const url = safeImage(effect.url);
  const alt = effect.alt ?? '';
  if (url === null) return alt.trim() === '' ? [] : [{ type: 'message', markdown: escapeMarkdown(alt) }];
  const link = effect.link === undefined ? null : safeLink(effect.link);
  return [
    {
      type: 'media',
      media: { kind: effect.kind, url, ...(alt === '' ? {} : { alt }), ...(link === null ? {} : { link }) },
    },
  ];
};
