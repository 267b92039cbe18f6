import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from './db/database.ts';
import { hashOfToken } from './features/accounts/link-token.ts';
import { resetLink } from './reset-link.ts';

let dataDir: string;
const quiet = { warn: () => undefined };
const open = async () => {
  const database = await openDatabase({ databaseUrl: undefined, dataDir, poolSize: 2 }, quiet);
  if (!database.ok) throw new Error(database.problems[0]?.says);
  return database.value;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sluice-reset-'));
  const { db, close } = await open();
  const ann = { id: 'account_1', email: 'ann@example.com', name: 'Ann', password_hash: '' };
  await db
    .insertInto('accounts')
    .values({ ...ann, created_at: new Date() })
    .execute();
  await close();
});
afterAll(() => rm(dataDir, { recursive: true }));

const env = (more = {}) => ({ DATA_DIR: dataDir, PUBLIC_URL: 'https://chat.example.com', ...more });

describe('a reset link of the operator', () => {
  it('is one that the server takes', async () => {
    const made = await resetLink(' Ann@Example.com', env());
    expect(made).toMatchObject({
      ok: true,
      value: expect.stringMatching(/^https:\/\/chat\.example\.com\/studio\/reset\?token=[\w-]{43}$/),
    });
    const token = made.ok ? (new URL(made.value).searchParams.get('token') ?? '') : '';
    const { db, close } = await open();
    const kept = await db.selectFrom('password_resets').select(['account_id', 'hash']).execute();
    await close();
    expect(kept).toEqual([{ account_id: 'account_1', hash: hashOfToken(token) }]);
  });

  it('is not made for nobody, nor while the server runs, nor with a bad environment', async () => {
    const codes = async (email: string, more = {}) => {
      const made = await resetLink(email, env(more));
      return made.ok ? [] : made.problems.map(({ code }) => code);
    };
    expect(await codes('bob@example.com')).toEqual(['not-found']);
    expect(await codes('ann@example.com', { PUBLIC_URL: 'nowhere' })).toEqual(['bad-configuration']);
    const running = await open();
    expect(await codes('ann@example.com')).toEqual(['data-directory-in-use']);
    await running.close();
  });
});
