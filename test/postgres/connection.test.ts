import { createServer } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../server/db/database.ts';
import { readMigrations } from '../../server/db/migrate.ts';
import { openPostgres } from '../../server/db/postgres.ts';
import { inTransaction } from '../../server/runner/retry.ts';
import { openNode, realPostgres } from '../fakes/database.ts';
import { freshDatabase, silent } from '../fakes/postgres.ts';

const open = (url: string) => openPostgres(url, { poolSize: 3, log: silent });

const refusal = async (url: string): Promise<string> => {
  const opened = await open(url);
  if (opened.ok) {
    await opened.value.close();
    return 'opened';
  }
  expect(opened.problems).toHaveLength(1);
  expect(opened.problems[0]?.at).toBe('DATABASE_URL');
  return `${opened.problems[0]?.code}: ${opened.problems[0]?.says}`;
};

let url: string;
let drop: () => Promise<void>;
let database: Database;
beforeAll(async () => {
  ({ url, drop } = await freshDatabase(realPostgres()));
  database = await openNode(url);
});
afterAll(async () => {
  await database.close();
  await drop();
});

describe('a PostgreSQL that cannot be used', () => {
  it('is refused in one line that helps and hides the password', async () => {
    const wrong = new URL(url);
    // A user nobody made: a server given for the tests may let in those it knows without looking at the password.
    wrong.username = 'stranger';
    wrong.password = 'a-wrong-password';
    expect(await refusal(wrong.href)).toMatch(/^database-unreachable: .* does not let in the user "\w+"\.$/);
    const missing = new URL(url);
    missing.pathname = '/not_there';
    expect(await refusal(missing.href)).toMatch(/There is no database "not_there"/);
    const closed = new URL(url);
    closed.port = '1';
    expect(await refusal(closed.href)).toMatch(/:1 cannot be reached: .*ECONNREFUSED/);
    const unknown = new URL(url);
    unknown.hostname = 'nowhere.invalid';
    expect(await refusal(unknown.href)).toMatch(/nowhere\.invalid:\d+ is not known/);
    for (const bad of [wrong, missing, closed, unknown]) {
      expect(await refusal(bad.href)).not.toContain(bad.password);
    }
  });

  it('that takes the connection and says nothing is given up on', async () => {
    const mute = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening));
    const address = mute.address();
    const to = new URL(url);
    to.port = String(typeof address === 'object' ? address?.port : 0);
    expect(await refusal(to.href)).toMatch(/cannot be reached: .*timeout/);
    mute.close();
  }, 20_000);

  it('because a newer Sluice wrote it, is left as it is', async () => {
    const newer = await freshDatabase(realPostgres());
    const node = await openNode(newer.url);
    await sql`insert into migrations (name) values ('9999-from-the-future.sql')`.execute(node.db);
    await node.close();
    expect(await refusal(newer.url)).toMatch(/^database-newer: .*9999-from-the-future/);
    await newer.drop();
  });
});

describe('nodes that start together', () => {
  it('migrate an empty database once', async () => {
    const empty = await freshDatabase(realPostgres(), 'template0');
    const opened = await Promise.all(Array.from({ length: 5 }, () => open(empty.url)));
    expect(opened.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    const known = await readMigrations();
    const [first] = opened;
    if (!first?.ok) throw new Error('not opened');
    const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(
      first.value.db,
    );
    expect(rows.map(({ name }) => name)).toEqual(known.map(({ name }) => name));
    for (const each of opened) if (each.ok) await each.value.close();
    await empty.drop();
  });
});

describe('the connection', () => {
  it('reads types as the embedded database does', async () => {
    const { rows } = await sql`select 4294967295::bigint as big, count(*) as rows, date '2026-03-29' as day,
      timestamptz '2026-03-29T01:30:00.123Z' as at, '{"a": [1]}'::jsonb as json, true as yes`.execute(
      database.db,
    );
    expect(rows).toEqual([
      {
        big: 4_294_967_295,
        rows: 1,
        day: '2026-03-29',
        at: new Date('2026-03-29T01:30:00.123Z'),
        json: { a: [1] },
        yes: true,
      },
    ]);
  });

  it('that breaks while idle is replaced, and nobody notices', async () => {
    await Promise.all(Array.from({ length: 3 }, () => sql`select pg_sleep(0.02)`.execute(database.db)));
    const other = await openNode(url);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'sluice' and datname = current_database() and pid <> pg_backend_pid()`.execute(
      other.db,
    );
    await other.close();
    await new Promise((turn) => setTimeout(turn, 50));
    const { rows } = await sql<{ n: number }>`select 1 as n`.execute(database.db);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('that breaks inside a transaction fails that transaction only', async () => {
    const other = await openNode(url);
    const broken = database.db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(other.db);
      await new Promise((turn) => setTimeout(turn, 50));
      await sql`select 1`.execute(trx);
    });
    await expect(broken).rejects.toThrow();
    await other.close();
    expect((await sql<{ n: number }>`select 2 as n`.execute(database.db)).rows).toEqual([{ n: 2 }]);
  });

  it('takes a column that a newer node adds while this one runs', async () => {
    const read = () => database.db.selectFrom('workspaces').selectAll().where('id', '=', 'none').execute();
    for (let n = 0; n < 5; n += 1) await read();
    await sql`alter table workspaces add column hue text`.execute(database.db);
    expect(await read()).toEqual([]);
    await sql`alter table workspaces add column tone text`.execute(database.db);
    await database.db.transaction().execute(async () => expect(await read()).toEqual([]));
    const inside = () =>
      inTransaction(
        database.db,
        async () => (trx) => trx.selectFrom('workspaces').selectAll().where('id', '=', 'none').execute(),
      );
    for (let n = 0; n < 5; n += 1) await inside();
    await sql`alter table workspaces add column shade text`.execute(database.db);
    expect(await inside()).toEqual([]);
  });

  it('prepares what comes again', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        database.db.selectFrom('flows').select('name').where('id', '=', `flow-${n}`).execute(),
      ),
    );
    const { rows } = await sql<{ statements: number }>`
      select count(*) as statements from pg_prepared_statements where statement like '%from "flows"%'`.execute(
      database.db,
    );
    expect(rows).toEqual([{ statements: 1 }]);
  });

  it('never waits for ever: neither for a lock, nor with a lock in a process that sleeps', async () => {
    const { rows } = await sql<{ name: string; setting: string }>`
      select name, setting from pg_settings
      where name in ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout') order by name`.execute(
      database.db,
    );
    expect(rows).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: '10000' },
      { name: 'lock_timeout', setting: '5000' },
      { name: 'statement_timeout', setting: '15000' },
    ]);
  });
});
