/** Where others named a person by their keys: lists of deployments, and what the audit log says of those. */
import { isObject } from '@sluice/core/json';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';

/** Takes the keys off the lists of test users and exclusions. Gives the channels whose decisions may change. */
export const strikeFromLists = async (
  trx: Db,
  workspaceId: string,
  keys: ReadonlySet<string>,
): Promise<readonly string[]> => {
  // Channels before deployments, as everybody takes them: nobody waits in a circle.
  await trx
    .selectFrom('channels')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .forUpdate()
    .execute();
  const rows = await trx
    .selectFrom('deployments')
    .select(['id', 'channel_id', 'always', 'never'])
    .where('workspace_id', '=', workspaceId)
    .forUpdate()
    .execute();
  const named = rows.filter(({ always, never }) => [...always, ...never].some((key) => keys.has(key)));
  for (const row of named) {
    await trx
      .updateTable('deployments')
      .set({
        always: JSON.stringify(row.always.filter((key) => !keys.has(key))),
        never: JSON.stringify(row.never.filter((key) => !keys.has(key))),
        revision: sql<number>`revision + 1`,
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', row.id)
      .execute();
  }
  const channels = [...new Set(named.map((row) => row.channel_id))];
  if (channels.length === 0) return [];
  await trx
    .updateTable('channels')
    .set({ revision: sql<number>`revision + 1` })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', channels)
    .execute();
  return channels;
};

/** The log still says that a list was edited, by whom and when, but no longer names this person in it. */
export const strikeFromDeeds = async (
  trx: Db,
  workspaceId: string,
  keys: ReadonlySet<string>,
): Promise<void> => {
  for (const key of keys) {
    const quoted = JSON.stringify(key); // as jsonb prints it, too
    const rows = await trx
      .selectFrom('audit')
      .select(['id', 'before', 'after'])
      .where('workspace_id', '=', workspaceId)
      .where(
        sql<boolean>`(position(${quoted} in before::text) > 0 or position(${quoted} in after::text) > 0)`,
      )
      .execute();
    for (const row of rows) {
      await trx
        .updateTable('audit')
        .set({ before: struck(row.before, key), after: struck(row.after, key) })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', row.id)
        .execute();
    }
  }
};

const struck = (json: unknown, key: string): string | null =>
  json === null ? null : JSON.stringify(withoutKey(json, key));

/** Lists lose the entry; anywhere else the text is replaced. */
const withoutKey = (json: unknown, key: string): unknown => {
  if (json === key) return '(erased)';
  if (Array.isArray(json)) return json.filter((each) => each !== key).map((each) => withoutKey(each, key));
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, withoutKey(value, key)]));
};
