/** Tokens of sessions and links: 256 random bits, of which the database keeps only the hash. */
import { createHash, randomBytes } from 'node:crypto';

export const newToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256, hex: fast is right for what is random and long, and looking it up takes equally long for every guess. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');
