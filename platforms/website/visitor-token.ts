/** The signed note a browser keeps for us: who the visitor is here, and the draws that are stored nowhere else. */

import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Instant } from '@sluice/core/instant';
import { ok, type Problem, problem, type Result, refused } from '@sluice/core/problem';
import type { BasisPoints } from '@sluice/core/rollout/share';
import { z } from 'zod';

/** A draw as it travels; person, purpose and method are known where it is stored. */
export type CarriedDraw = {
  readonly deploymentId: string;
  readonly generation: number;
  readonly u32: number;
  readonly share: BasisPoints;
  readonly act: number;
  readonly at: Instant;
};

export type VisitorToken = {
  /** The visitor's random id: at least 128 bits, made by the server. */
  readonly visitor: string;
  /** The channel's key: a token is worth nothing on another channel. */
  readonly channel: string;
  readonly draws: readonly CarriedDraw[];
  /** False: nothing about this visitor is stored, so no read is needed. */
  readonly stored: boolean;
  /** The internal person, once there is one. */
  readonly person?: string;
  readonly issuedAt: Instant;
};

/** A signing key made ready once, so that a token costs microseconds. */
export type TokenKey = { sign(text: string): string };

export const MOST_DRAWS = 100;
/** Fits a request header with room to spare. */
export const LONGEST_TOKEN = 14_000;
const LONGEST_ID = 200;
const SHORTEST_VISITOR = 22; // 128 bits in base64url; 26 characters of a 32-letter alphabet
/** Signed along, so that no other signature made with the key is ever a visitor token. */
const PURPOSE = 'sluice-visitor/1.';

/** HMAC-SHA-256 of a text under a secret, base64url without padding. */
export type Mac = (secret: Uint8Array) => (text: string) => string;

/** Runs anywhere; a server may hand in its platform's own, which is quicker. */
export const portableMac: Mac = (secret) => {
  const prepared = hmac.create(sha256, secret);
  return (text) => base64url(String.fromCharCode(...prepared.clone().update(bytes(text)).digest()));
};

/** Prepares a key from at least 32 secret bytes; fewer are a bug and throw. */
export const tokenKey = (secret: Uint8Array, mac: Mac = portableMac): TokenKey => {
  if (secret.length < 32) throw new Error('A visitor token key has at least 32 bytes.');
  const sign = mac(secret);
  return { sign: (text) => sign(PURPOSE + text) };
};

/**
 * The token as text: `payload.signature`, both base64url. It has no expiry: it is a visitor's permanence. More than
 * 100 draws, a short visitor id or overlong ids are the caller's bug and throw.
 */
export const signToken = (token: VisitorToken, key: TokenKey): string => {
  const packed = {
    v: token.visitor,
    c: token.channel,
    d: token.draws.map((d) => [d.deploymentId, d.generation, d.u32, d.share, d.act, d.at]),
    s: token.stored ? 1 : 0,
    ...(token.person === undefined ? {} : { p: token.person }),
    t: token.issuedAt,
  };
  const payload = base64url(ascii(JSON.stringify(packed)));
  const text = `${payload}.${key.sign(payload)}`;
  if (!shape.safeParse(packed).success || text.length > LONGEST_TOKEN)
    throw new Error('This visitor token cannot be signed: too many draws, or ids of the wrong length.');
  return text;
};

/**
 * Reads a token signed with any of the keys (newest first) for this channel. Anything else, of any type, is one
 * problem `visitor-unknown` that does not say what was wrong; nothing throws.
 */
export const readToken = (
  text: unknown,
  { keys, channel }: { readonly keys: readonly TokenKey[]; readonly channel: string },
): Result<VisitorToken> => {
  if (typeof text !== 'string' || text.length > LONGEST_TOKEN) return refused(UNKNOWN);
  const parts = TOKEN.exec(text);
  const [payload, signature] = [parts?.[1], parts?.[2]];
  if (payload === undefined || signature === undefined) return refused(UNKNOWN);
  if (!keys.some((key) => sameText(key.sign(payload), signature))) return refused(UNKNOWN);
  const packed = shape.safeParse(parsed(payload));
  if (!packed.success || packed.data.c !== channel) return refused(UNKNOWN);
  const { v, c, d, s, p, t } = packed.data;
  const draws = d.map(([deploymentId, generation, u32, share, act, at]) => ({
    deploymentId,
    generation,
    u32,
    share,
    act,
    at,
  }));
  return ok({
    visitor: v,
    channel: c,
    draws,
    stored: s === 1,
    ...(p === undefined ? {} : { person: p }),
    issuedAt: t,
  });
};

const TOKEN = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/;
const UNKNOWN: Problem = problem(
  'visitor-unknown',
  'visitor',
  'This visitor token is not ours.',
  'Open again without it to get a new one.',
);

const whole = z.int().nonnegative();
const someId = z.string().min(1).max(LONGEST_ID);
const shape = z.strictObject({
  v: z.string().min(SHORTEST_VISITOR).max(LONGEST_ID),
  c: someId,
  d: z
    .array(z.tuple([someId, whole, whole.max(2 ** 32 - 1), whole.max(10_000), whole, whole]))
    .max(MOST_DRAWS),
  s: z.union([z.literal(0), z.literal(1)]),
  p: someId.optional(),
  t: whole,
});

/** Constant time for texts of one length; the length of a signature is no secret. */
const sameText = (a: string, b: string): boolean => {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at += 1) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
};

const encoder = new TextEncoder();
const bytes = (text: string): Uint8Array => encoder.encode(text);
const ascii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
const base64url = (binary: string): string =>
  btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const parsed = (payload: string): unknown => {
  try {
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return null;
  }
};
