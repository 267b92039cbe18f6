/** API keys as secrets: made of 256 random bits, kept only as their hash. */
import { createHash, randomBytes } from 'node:crypto';

/** A new key, to be shown once. */
export const newApiKey = (): string => `sk_${randomBytes(32).toString('base64url')}`;

/**
 * SHA-256, hex. A fast hash is right here: a key is random and long, so nobody can try them all. Looking a key up by
 * its hash also takes the same time whether or not the beginning of a guess is right.
 */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');
