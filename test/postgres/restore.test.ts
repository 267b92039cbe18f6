import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openNode, realPostgres } from '../fakes/database.ts';
import { binaries, freshDatabase } from '../fakes/postgres.ts';
import { browser, openShop, texts } from '../fakes/shop.ts';
import { fakeSluice, secondNode } from '../fakes/sluice.ts';

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
});
