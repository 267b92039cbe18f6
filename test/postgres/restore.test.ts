import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { addAccount } from '../fakes/account.ts';
import { openNode, realPostgres } from '../fakes/database.ts';
import { binaries, freshDatabase } from '../fakes/postgres.ts';
import { browser, openShop, texts } from '../fakes/shop.ts';
import { fakeSluice, secondNode } from '../fakes/sluice.ts';

const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'sluice-dump-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As docs/operations.md tells the operator to do it. */
const run = (program: 'pg_dump' | 'pg_restore', args: readonly string[]): void => {
  const ran = spawnSync(join(binaries(), program), args, { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${program} failed: ${ran.stderr || ran.error?.message}`);
};

describe('a backup', () => {
  it('taken while the server runs, and restored elsewhere, goes on in mid-conversation', async () => {
    const [original, elsewhere] = [
      await freshDatabase(realPostgres()),
      await freshDatabase(realPostgres(), 'template0'),
    ];
    const sluice = await fakeSluice({}, { database: await openNode(original.url) });
    const shop = await openShop({ sluice });
    await shop.deploy({ rollout: { share: 100 } });
    const opened = await shop.open();
    expect(texts(await shop.say(opened, 'Zürich 🏔'))).toEqual(['You said Zürich 🏔']);

    const dump = join(folder, 'sluice.dump');
    run('pg_dump', ['--format=custom', `--file=${dump}`, original.url]);
    expect((await shop.say(opened, 'after the backup')).body.status).toBe('completed');
    run('pg_restore', [
      '--exit-on-error',
      '--single-transaction',
      '--no-owner',
      `--dbname=${elsewhere.url}`,
      dump,
    ]);

    const restored = await secondNode(sluice, { database: await openNode(elsewhere.url) });
    const there = browser(restored, shop.key);
    const resumed = await there.open({ visitor: opened.body.visitor });
    expect(resumed.body.conversation.id).toBe(opened.body.conversation.id);
    expect(texts(resumed)).toEqual(['Hello', 'Zürich 🏔', 'You said Zürich 🏔']);
    const answered = await there.say(resumed, 'after the restore');
    expect(answered.body.status).toBe('completed');
    expect(texts(answered)).toEqual(['Bye']);
    await Promise.all([sluice.close(), restored.close()]);
    await Promise.all([original.drop(), elsewhere.drop()]);
  });

  it('STU-14: taken under load holds all that was acknowledged before it, and every invariant', async () => {
    const [original, elsewhere] = [
      await freshDatabase(realPostgres()),
      await freshDatabase(realPostgres(), 'template0'),
    ];
    const sluice = await fakeSluice({}, { database: await openNode(original.url) });
    const shop = await openShop({ sluice });
    await shop.deploy({ rollout: { share: 50 } });
    const ann = await addAccount(sluice, { roles: { [shop.workspaceId]: 'owner' } });
    const acknowledged: string[] = [];
    let loading = true;
    const talk = async (who: number): Promise<void> => {
      for (let n = 0; loading; n += 1) {
        const opened = await shop.open();
        if (opened.body.conversation === null) continue;
        const text = `word ${who} ${n}`;
        await shop.say(opened, text);
        acknowledged.push(text);
      }
    };
    const talking = Promise.all([1, 2, 3, 4].map(talk));
    while (acknowledged.length < 20) await new Promise((turn) => setImmediate(turn));

    const before = [...acknowledged];
    const dump = join(folder, 'under-load.dump');
    const began = performance.now();
    await execute(join(binaries(), 'pg_dump'), ['--format=custom', `--file=${dump}`, original.url]);
    const dumped = performance.now();
    loading = false;
    await talking;
    run('pg_restore', [
      '--exit-on-error',
      '--single-transaction',
      '--no-owner',
      `--dbname=${elsewhere.url}`,
      dump,
    ]);
    const database = await openNode(elsewhere.url);
    const restored = await secondNode(sluice, { database });
    const recovered = performance.now();
    console.log(
      `backup under load: ${acknowledged.length - before.length} messages came while it ran (${Math.round(dumped - began)} ms); ` +
        `RPO: the moment it began; RTO: ${Math.round(recovered - dumped)} ms`,
    );

    const { rows: said } = await sql<{ markdown: string }>`
      select markdown from messages where sender = 'person'`.execute(database.db);
    const there = new Set(said.map(({ markdown }) => markdown));
    expect(before.filter((text) => !there.has(text))).toEqual([]);
    for (const broken of [
      sql`select id from conversations c where last_seq <>
        (select coalesce(max(seq), 0) from messages m where m.workspace_id = c.workspace_id and m.conversation_id = c.id)`,
      sql`select id from conversations c where deployment_id is not null and turn <>
        (select count(*) from turns t where t.workspace_id = c.workspace_id and t.conversation_id = c.id)`,
      sql`select id from flows f where latest_version <>
        (select count(*) from flow_versions v where v.workspace_id = f.workspace_id and v.flow_id = f.id)`,
      sql`select id from conversations c where not exists
        (select from people p where p.workspace_id = c.workspace_id and p.id = c.person_id)`,
      sql`select account_id from memberships m where not exists (select from accounts a where a.id = m.account_id)`,
    ]) {
      expect((await broken.execute(database.db)).rows).toEqual([]);
    }
    const still = await restored.app.inject({ url: '/api/v1/flows', headers: ann.headers });
    expect(still.statusCode, 'who was signed in still is').toBe(200);
    await Promise.all([sluice.close(), restored.close()]);
    await Promise.all([original.drop(), elsewhere.drop()]);
  });
});
