/** The first start: a workspace, and a key by which its owner can get in. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Services } from '../../services.ts';
import { hashOfKey, newApiKey } from './api-key.ts';

type Tools = Pick<Services, 'config' | 'db' | 'clock' | 'random'>;

/** The row of the key that comes from the environment: one per workspace, replaced when the variable changes. */
const ENVIRONMENT_KEY = 'key_environment';
const FILE_KEY = 'key_file';

/**
 * Makes the first workspace when there is none, and brings the key of SLUICE_API_KEY up to date: an old value stops
 * working as soon as the server starts with another one, or with none. Nodes that start together make one workspace.
 */
export const ensureFirstWorkspace = async (
  tools: Tools,
): Promise<{ readonly workspaceId: string; readonly created: boolean }> => {
  const { config, db, clock, random } = tools;
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(7583224)`.execute(trx);
    const first = await trx
      .selectFrom('workspaces')
      .select('id')
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    const workspaceId = first?.id ?? random.id('workspace');
    if (!first) {
      await trx
        .insertInto('workspaces')
        .values({
          id: workspaceId,
          name: config.demo ? 'Demo' : 'Workspace',
          demo: config.demo,
          created_at: new Date(clock.now()),
        })
        .execute();
    }
    await replaceKey(tools, trx, workspaceId, {
      id: ENVIRONMENT_KEY,
      name: 'Automation (SLUICE_API_KEY)',
      key: config.apiKey,
    });
    return { workspaceId, created: !first };
  });
};

/**
 * For a local user without SLUICE_API_KEY: an owner key in `DATA_DIR/api-key`, readable by this user only. Made once;
 * made anew when the file or the key is gone (with DATABASE_URL: when the key is gone). Gives the file's path; null when
 * SLUICE_API_KEY is set, or when the file is another node's.
 */
export const ensureKeyFile = async (tools: Tools, workspaceId: string): Promise<string | null> => {
  const { config, db } = tools;
  if (config.apiKey !== undefined) return null;
  const path = join(config.dataDir, 'api-key');
  const written = await readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  const known =
    written !== '' &&
    (await db
      .selectFrom('api_keys')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('hash', '=', hashOfKey(written))
      .executeTakeFirst());
  if (known) return path;
  // On a shared database another node has made it: a second one would take the first one's key away.
  if (config.databaseUrl !== undefined && (await hasKey(db, workspaceId, FILE_KEY))) return null;
  const key = newApiKey();
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  await writeFile(path, `${key}\n`, { mode: 0o600 });
  await chmod(path, 0o600); // a file that was already there keeps its old mode otherwise
  await db
    .transaction()
    .execute((trx) =>
      replaceKey(tools, trx, workspaceId, { id: FILE_KEY, name: 'Local (api-key file)', key }),
    );
  return path;
};

const hasKey = async (db: Db, workspaceId: string, id: string): Promise<boolean> => {
  const row = await db
    .selectFrom('api_keys')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
};

/** Leaves exactly this key under this id: an older value goes, and without a key the row goes too. */
const replaceKey = async (
  { clock }: Pick<Tools, 'clock'>,
  trx: Db,
  workspaceId: string,
  { id, name, key }: { readonly id: string; readonly name: string; readonly key: string | undefined },
): Promise<void> => {
  const hash = key === undefined ? null : hashOfKey(key);
  await trx
    .deleteFrom('api_keys')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('hash', '<>', hash ?? '')
    .execute();
  if (hash === null) return;
  await trx
    .insertInto('api_keys')
    .values({
      workspace_id: workspaceId,
      id,
      name,
      role: 'owner',
      hash,
      created_at: new Date(clock.now()),
      last_used_at: null,
    })
    // The same key is already there: under this id from the last start, or made by hand before.
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ role: 'owner' }))
    .execute();
};
