/** Randomness at the edge: ids and seeds that nobody can guess. */
import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 characters of Crockford's alphabet: 130 random bits. */
const token = (): string => Array.from(randomBytes(26), (byte) => ALPHABET[byte & 31]).join('');

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
