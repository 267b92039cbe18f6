/** A link to set somebody's password, for an operator who has the machine when nobody can sign in any more. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { readConfig } from './config.ts';
import { openDatabase } from './db/database.ts';
import { makeReset } from './features/accounts/password-resets.ts';

/** Good once and for an hour. Problems: the environment, a database in use or out of reach, no such account. */
export const resetLink = async (email: string, env?: NodeJS.ProcessEnv): Promise<Result<string>> => {
  const config = readConfig(env);
  if (!config.ok) return config;
  const database = await openDatabase(config.value, { warn: () => undefined });
  if (!database.ok) return database;
  try {
    const { db } = database.value;
    const account = await db
      .selectFrom('accounts')
      .select('id')
      .where('email', '=', email.trim().normalize('NFC').toLowerCase())
      .executeTakeFirst();
    if (!account) {
      return refused(problem('not-found', 'EMAIL', `There is no account "${email}".`, 'Check the address.'));
    }
    const { publicUrl, host, port } = config.value;
    const made = await makeReset(
      { clock: { now: () => Date.now() } },
      db,
      account.id,
      publicUrl ?? `http://${host}:${port}`,
    );
    return ok(made.link);
  } finally {
    await database.value.close();
  }
};
