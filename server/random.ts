/** Randomness at the edge: ids and seeds that nobody can guess. */
import { randomBytes, randomFillSync } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

const LENGTH = 26;
/** Asking the system for chance costs more than the rest of an id: it is asked for many at once. */
const POOL = new Uint8Array(LENGTH * 128);
let unused = 0;

/** 26 characters of Crockford's alphabet: 130 random bits. */
const token = (): string => {
  if (unused === 0) {
    randomFillSync(POOL);
    unused = POOL.length;
  }
  let text = '';
  for (const byte of POOL.subarray(unused - LENGTH, unused)) text += ALPHABET[byte & 31];
  unused -= LENGTH;
  return text;
};

export type Random = {
  /** A new id with its kind in front ("flow_…"). */
  id(kind: string): string;
  /** A rollout seed: 128 random bits, hex. */
  seed(): string;
};

export const random: Random = {
  id: (kind) => `${kind}_${token()}`,
  seed: () => randomBytes(16).toString('hex'),
};
