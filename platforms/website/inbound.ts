/** What a browser sends, read once at the border: openings and messages, or problems. */
import type { Answer } from '@sluice/core/interpreter/input';
import { ok, type Problem, problem, type Result, refused } from '@sluice/core/problem';
import { z } from 'zod';
import { cleanText } from '../clean-text.ts';
import { safeImage } from '../url.ts';
import type { Page } from './protocol.ts';
import { LONGEST_TOKEN } from './visitor-token.ts';

/** Far above what people write, far below what a variable holds (64 KB). */
export const LONGEST_MESSAGE = 16_000;
export const LONGEST_MESSAGE_ID = 100;
const LONGEST_ITEM_ID = 200;
const MOST_CHOICES = 100;
/** Page addresses may be long; they are cut again where they are stored. */
const LONGEST_PAGE_TEXT = 4_096;

/** An opening as read: `identity` is still whatever was sent, for `verify` to refuse. */
export type ReadOpening = {
  readonly visitor?: string;
  readonly identity?: unknown;
  readonly attributes: { readonly [path: string]: unknown };
  readonly page: Page;
  readonly restart: boolean;
};
/** A person's message: the client's own id for it, and the answer it holds. */
export type ReadMessage = { readonly id: string; readonly answer: Answer };

const opening = z.strictObject({
  visitor: z.string().max(LONGEST_TOKEN).nullish(),
  identity: z.unknown().optional(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
  page: z.record(z.string(), z.unknown()).nullish(),
  restart: z.boolean().nullish(),
});

const clean = z.string().transform((text) => cleanText(text, Number.MAX_SAFE_INTEGER));
const stableId = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((id) => cleanText(id, longest) === id, 'This id has a character that cannot be stored.');
const itemId = stableId(LONGEST_ITEM_ID);
const message = z.strictObject({
  id: stableId(LONGEST_MESSAGE_ID),
  text: clean.nullish(),
  choice: itemId.nullish(),
  choices: z.array(itemId).max(MOST_CHOICES).nullish(),
  file: z
    .strictObject({
      url: z.string().refine((url) => safeImage(url) !== null, 'A file has an http(s) address.'),
      name: clean.pipe(z.string().min(1).max(255)),
    })
    .nullish(),
});

/** Reads the body of a visit or an opening; no body is an empty one. */
export const readOpening = (body: unknown): Result<ReadOpening> => {
  const read = opening.safeParse(body ?? {});
  if (!read.success) return refused(...problemsIn(read.error));
  const { visitor, identity, attributes, page, restart } = read.data;
  return ok({
    ...(visitor === undefined || visitor === null ? {} : { visitor }),
    ...(identity === undefined || identity === null ? {} : { identity }),
    attributes: attributes ?? {},
    page: pageIn(page ?? {}),
    restart: restart ?? false,
  });
};

/** Reads the body of a message: an id, and exactly one of text, choice, choices and file. */
export const readMessage = (body: unknown): Result<ReadMessage> => {
  const read = message.safeParse(body);
  if (!read.success) return refused(...problemsIn(read.error));
  const { id, ...parts } = read.data;
  const given = Object.entries(parts).filter(([, value]) => value !== undefined && value !== null);
  if (given.length !== 1)
    return refused(
      problem(
        'bad-request',
        '',
        'A message holds one answer.',
        'Send exactly one of text, choice, choices and file.',
      ),
    );
  if ((parts.text?.length ?? 0) > LONGEST_MESSAGE)
    return refused(problem('too-large', 'text', `A message has at most ${LONGEST_MESSAGE} characters.`));
  return ok({ id, answer: Object.fromEntries(given) });
};

/** Only what a page is known to say, and only texts: a strange page must not break the chat on it. */
const pageIn = (page: { readonly [key: string]: unknown }): Page => {
  const keys = ['url', 'referrer', 'title', 'locale', 'timeZone'] as const;
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = page[key];
      return typeof value === 'string' ? [[key, cleanText(value, LONGEST_PAGE_TEXT)]] : [];
    }),
  );
};

const problemsIn = (error: z.ZodError): readonly Problem[] =>
  error.issues.slice(0, 20).map((issue) => {
    const at = issue.path.map(String).join('.');
    const says = issue.message.endsWith('.') ? issue.message : `${issue.message}.`;
    return problem('bad-request', at, at === '' ? says : `${at}: ${says}`);
  });
