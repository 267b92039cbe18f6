/** The draw: one number per person and deployment, the same for ever, on every machine. */
import type { Instant } from '../instant.ts';
import { murmur3, murmur3After, murmur3Ascii } from './murmur3.ts';
import type { BasisPoints } from './share.ts';

/** Stored with every draw, so that a later method never reinterprets an old number. */
export const METHOD = 'murmur3-x86-32/1';

export type Purpose = 'conversation' | 'visit' | 'identified' | 'put-in';

/** Immutable: what was drawn, at which share, after which act. */
export type Draw = {
  readonly deploymentId: string;
  readonly generation: number;
  /** The internal person (in files and on paper: the person key). */
  readonly person: string;
  readonly u32: number;
  readonly share: BasisPoints;
  /** The deployment's act number at the draw. */
  readonly act: number;
  readonly at: Instant;
  readonly purpose: Purpose;
  readonly method: typeof METHOD;
};

/**
 * The person's number under a seed: 0 to 2^32 − 1, evenly spread.
 *
 * `u32 = murmur3_x86_32(utf8(NFC(seed + ":" + personKey)), 0)`. The colon keeps ("d1", "23") apart from
 * ("d12", "3"); made seeds are hex and hold none. NFC makes the two spellings of "Zoë" one person. ASCII text
 * is its own NFC, so only other text pays for the normalisation. Never throws, whatever the key holds.
 */
export const drawNumber = (seed: string, personKey: string): number => {
  const text = `${seed}:${personKey}`;
  const quick = murmur3Ascii(text);
  return quick >= 0 ? quick : murmur3(text.normalize('NFC'));
};

/**
 * The same numbers for many people under one seed: what the seed alone mixes is mixed once. A seed that is not
 * plain text, or a key that is not, takes the long way.
 */
export const drawUnder = (seed: string): ((personKey: string) => number) => {
  const prefix = `${seed}:`;
  const number = murmur3After(prefix);
  return (personKey) => {
    const quick = number(personKey);
    return quick >= 0 ? quick : drawNumber(seed, personKey);
  };
};

const SPAN = 2 ** 32;

/**
 * Whether a number is under a share. Whole numbers only: `u32 × 10000 < basisPoints × 2^32`, strictly, so that
 * 0 takes nobody and 10,000 takes everybody. Both sides stay below 2^46 and are exact.
 */
export const isUnder = (u32: number, share: BasisPoints): boolean => u32 * 10_000 < share * SPAN;

/** The lowest number that is not under a share: `isUnder(u32, share)` says the same as `u32 < firstOver(share)`. */
export const firstOver = (share: BasisPoints): number => Math.ceil((share * SPAN) / 10_000);

/** What one draw is made of; `key` goes into the number, `person` is whom it hangs on. */
export type DrawInput = Omit<Draw, 'u32' | 'method'> & { readonly seed: string; readonly key: string };

/** Draws a person at today's share. The caller stores the draw at once, in or out, unless one is there. */
export const makeDraw = (input: DrawInput): Draw => ({
  deploymentId: input.deploymentId,
  generation: input.generation,
  person: input.person,
  u32: drawNumber(input.seed, input.key),
  share: input.share,
  act: input.act,
  at: input.at,
  purpose: input.purpose,
  method: METHOD,
});
