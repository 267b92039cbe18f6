/** The calls of a preview link: what it shows, and its turns. The conversation travels sealed; nothing is stored. */
import type { Awaiting } from '@sluice/core/interpreter/awaiting';
import type { Answer } from '@sluice/core/interpreter/input';
import { type Problem, problem } from '@sluice/core/problem';
import type { Content } from '@sluice/platforms/markdown';
import { Refusal } from '../../connection/refusal.ts';

export type About = {
  readonly flow: string;
  /** null: the draft. */
  readonly version: number | null;
  readonly workspaceName: string;
  readonly expiresAt: string;
};

export type PreviewMessage = {
  readonly id: string;
  readonly content?: readonly Content[];
  readonly media?: { readonly kind: string; readonly url: string; readonly alt?: string };
};

export type Played = {
  readonly sealed: string;
  readonly messages: readonly PreviewMessage[];
  readonly awaiting: Awaiting | null;
  readonly status: 'waiting' | 'completed' | 'handed-off' | 'failed';
  readonly effects: readonly string[];
};

const unreachable = problem(
  'offline',
  '',
  'The preview could not be reached.',
  'Check the connection, then try again.',
);

const ask = async <T>(path: string, body?: unknown): Promise<T> => {
  const init: RequestInit =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, init).catch(() => {
    throw new Refusal([unreachable]);
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as T; // the server's own shapes, held by its documentation's tests
  const { problems } = answer as { readonly problems?: readonly Problem[] };
  throw new Refusal(problems ?? [problem('refused', '', `The preview answered ${response.status}.`)]);
};

/** Refused with `not-found` when the link does not work any more. */
export const about = (token: string): Promise<About> => ask(`/preview/${encodeURIComponent(token)}/about`);

/** Begins when nothing is sealed yet. */
export const playTurn = (token: string, sealed?: string, input?: Answer): Promise<Played> =>
  ask(`/preview/${encodeURIComponent(token)}/turns`, {
    ...(sealed === undefined ? {} : { sealed }),
    ...(input === undefined ? {} : { input }),
  });
