/** What an answer's body is by its call: of the API from the path table's own shapes, of the website from its protocol. */
import type { problemDocument } from '@sluice/api/shapes';
import type { AnyCall } from '@sluice/api/table';
import type { ConversationView, TurnAnswer, VisitAnswer } from '@sluice/platforms/website/protocol';
import type { z } from 'zod';

type Split<P extends string> = P extends `${infer First}/${infer Rest}` ? [First, ...Split<Rest>] : [P];
type Segments<P extends string> = P extends `${infer Path}?${string}` ? Split<Path> : Split<P>;
/** "/flows/:id/draft" fits `/flows/${string}/draft`. */
type Fits<Pattern, Path> = Pattern extends readonly [infer P, ...infer Ps]
  ? Path extends readonly [infer S, ...infer Ss]
    ? P extends `:${string}`
      ? Fits<Ps, Ss>
      : S extends P
        ? Fits<Ps, Ss>
        : false
    : false
  : Path extends readonly []
    ? true
    : false;
type Called<Path extends string, S> = S extends {
  readonly path: infer P extends string;
  readonly answer: z.ZodType;
}
  ? Fits<Split<P>, Segments<Path>> extends true
    ? z.output<S['answer']>
    : never
  : never;
type Good<Method, Path extends string> = Called<Path, Extract<AnyCall, { readonly method: Method }>>;

/** What a refusal says. */
export type Refusal = Pick<z.output<typeof problemDocument>, 'code' | 'detail' | 'problems'>;

/**
 * The body of a call below /api/v1. Typed as the good answer with a refusal's fields beside it: which of the two came is
 * for the test to expect, and reading into what did not come fails it.
 */
export type ApiBody<Method, Path extends string> = ([Good<Method, Path>] extends [never]
  ? unknown
  : Good<Method, Path>) &
  Refusal;

/** The body of any call, by its whole path. */
export type AnyBody<Method, Path extends string> = Path extends `/api/v1${infer Rest}`
  ? ApiBody<Method, Rest>
  : WebsiteBody<Path>;

/** Of an opening that gave a conversation; `null` without a bot, which a test expects and does not read into. */
export type OpenedBody = { readonly visitor: string; readonly conversation: ConversationView } & Refusal;
export type VisitBody = VisitAnswer & Refusal;
export type TurnBody = TurnAnswer & Refusal;
/** By the last word of the call. */
export type WebsiteBody<Path extends string> = Path extends `${string}/visits`
  ? VisitBody
  : Path extends `${string}/messages`
    ? TurnBody
    : Path extends `${string}/conversations`
      ? OpenedBody
      : Refusal;
