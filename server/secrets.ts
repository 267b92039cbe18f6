/** What hangs on SLUICE_SECRET: stored credentials, encrypted with AES-256-GCM, and keys to sign with. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { Mac } from '@sluice/platforms/website/visitor-token';

export type SecretBox = {
  /** Encrypts; `context` (the row's id) is bound in, so a ciphertext moved to another row does not open. */
  seal(plain: string, context: string): string;
  open(sealed: string, context: string): string;
  /** A key of its own for another purpose (signing visitor tokens), 32 bytes. */
  derive(purpose: string): Uint8Array;
};

export const secretBox = (secret: string): SecretBox => {
  const derive = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', secret, 'sluice', purpose, 32));
  const key = derive('credentials');
  return {
    derive,
    seal: (plain, context) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open: (sealed, context) => {
      const bytes = Buffer.from(sealed, 'base64');
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(context));
      cipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
    },
  };
};

/** Signs as the platform's portable one does, in a third of the time: every call of a visitor waits for it. */
export const nodeMac: Mac = (secret) => {
  const key = createSecretKey(secret);
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
};
