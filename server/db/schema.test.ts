/** Promises of the schema on which growing rests (docs/decisions/0013). */
import { readdirSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/fakes/database.ts';
import type { Database } from './database.ts';

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** "table: first column, second column" of every constraint or index of a kind. */
const keys = async (kind: 'p' | 'f' | 'u'): Promise<readonly string[]> => {
  const { rows } = await sql<{ key: string }>`
    select c.conrelid::regclass || ': ' || string_agg(a.attname, ', ' order by k.place) as key
    from pg_constraint c
    cross join unnest(c.conkey) with ordinality as k(number, place)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number
    where c.contype = ${kind} and c.connamespace = 'public'::regnamespace
    group by c.oid, c.conrelid order by key`.execute(database.db);
  return rows.map(({ key }) => key);
};
const acrossWorkspaces = (found: readonly string[]) => found.filter((key) => !/: workspace_id\b/.test(key));

describe('the migrations', () => {
  it('are numbered one by one, so that their order is nobody’s guess', () => {
    const numbers = readdirSync(new URL('./migrations/', import.meta.url)).map((name) =>
      Number(name.slice(0, 4)),
    );
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
  });
});

describe('the schema', () => {
  it('has a primary key in every table, which begins with the workspace, or with the account where none is known yet', async () => {
    const found = await keys('p');
    const { rows } = await sql<{ tables: number }>`
      select count(*) as tables from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(
      database.db,
    );
    expect(found).toHaveLength(rows[0]?.tables ?? 0);
    expect(acrossWorkspaces(found)).toEqual([
      'accounts: id',
      'attempts: subject',
      'migrations: name',
      'password_resets: account_id, hash',
      'sessions: account_id, id',
      'workspaces: id',
    ]);
  });

  it('refers to nothing across workspaces', async () => {
    const found = await keys('f');
    expect(found.length).toBeGreaterThan(5);
    expect(acrossWorkspaces(found)).toEqual(['password_resets: account_id', 'sessions: account_id']);
  });

  it('is unique across workspaces only where a workspace is looked up', async () => {
    expect(acrossWorkspaces(await keys('u'))).toEqual([
      'accounts: email',
      'api_keys: hash',
      'channels: key',
      'invitations: hash',
      'password_resets: hash',
      'preview_links: token_hash',
      'sessions: hash',
    ]);
    const { rows } = await sql<{ indexes: string }>`
      select indexdef as indexes from pg_indexes where schemaname = 'public' and indexdef like 'CREATE UNIQUE%'
        and indexdef not like '%(workspace_id%' order by indexname`.execute(database.db);
    const tables = new Set(rows.map(({ indexes }) => /ON public\.(\w+) /.exec(indexes)?.[1]));
    expect([...tables].sort()).toEqual([
      'accounts',
      'api_keys',
      'attempts',
      'channels',
      'invitations',
      'migrations',
      'password_resets',
      'preview_links',
      'sessions',
      'workspaces',
    ]);
  });
});
