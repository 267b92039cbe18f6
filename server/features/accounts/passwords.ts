/** Passwords: argon2id, and which ones are accepted. */
import { hash, verify } from '@node-rs/argon2';
import { type Problem, problem } from '@sluice/core/problem';

export type Passwords = {
  hash(password: string): Promise<string>;
  /** False for a wrong one. `stored` null: the same work for an account that does not exist, and false. */
  verify(stored: string | null, password: string): Promise<boolean>;
};

/** OWASP's parameters of 2025: 19 MiB, two passes. Older hashes carry their own and stay readable. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same letters typed on different keyboards are the same password. */
const plain = (password: string): string => password.normalize('NFKC');

export const argon2Passwords = (): Passwords => {
  // Nobody's password: made once, so that an unknown account costs exactly one verification, too.
  const nobody = hash('no password has this hash', COST);
  nobody.catch(() => undefined);
  return {
    hash: (password) => hash(plain(password), COST),
    verify: async (stored, password) => {
      const right = await verify(stored ?? (await nobody), plain(password));
      return right && stored !== null;
    },
  };
};

/** Null for a password that may be set; its length was checked where it came in. */
export const passwordProblem = (password: string, email: string): Problem | null =>
  password.trim().toLowerCase() === email
    ? problem(
        'bad-request',
        'password',
        'password: This is the e-mail address.',
        'Choose something that nobody knows.',
      )
    : null;
