import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { openNode, realPostgres } from '../fakes/database.ts';
import { freshDatabase } from '../fakes/postgres.ts';
import { apiOf, sendTo, visitorOf } from '../fakes/site.ts';
import { PROCESS_KEY, type SluiceProcess, startSluice } from '../fakes/sluice-process.ts';
import { deploy, talk } from '../fakes/talk.ts';

const ROOT = join(import.meta.dirname, '../..');
const cleanUp: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const clean of cleanUp.reverse()) await clean();
});

const move = (dataDir: string, to: string): Promise<{ code: number | null; out: string; err: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['cli/sluice.mjs', 'move', '--to', to], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir },
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.err += chunk;
    });
    child.on('close', (code) => resolve({ code, ...said }));
  });

const emptyDatabase = async () => {
  const empty = await freshDatabase(realPostgres(), 'template0');
  cleanUp.push(empty.drop);
  return empty.url;
};

const embedded = async (): Promise<SluiceProcess> => {
  const sluice = await startSluice();
  cleanUp.push(() => sluice.remove());
  return sluice;
};

describe('sluice move', () => {
  it('takes a conversation along in its middle: it goes on on PostgreSQL', async () => {
    const before = await embedded();
    const send = sendTo(() => before.url);
    const { channelKey, deploymentId } = await deploy(send, PROCESS_KEY, talk('Move', 3), {
      rollout: { share: 100 },
    });
    const visitor = visitorOf(send, channelKey);
    const opened = await visitor.open();
    const id = opened?.id ?? '';
    expect((await visitor.say(id, { id: 'm1', text: 'Zürich 🏔' })).messages).toHaveLength(1);
    const url = await emptyDatabase();

    const busy = await move(before.dataDir, url);
    expect(busy).toMatchObject({ code: 1, out: '' });
    expect(busy.err).toMatch(/^data-directory-in-use DATA_DIR/);

    await before.stop();
    const moved = await move(before.dataDir, url);
    expect(moved).toMatchObject({ code: 0, err: '' });
    expect(moved.out).toMatch(/^1 conversations$/m);
    const secret = readFileSync(join(before.dataDir, 'secret'), 'utf8').trim();
    expect(moved.out).toContain(join(before.dataDir, 'secret'));
    expect(moved.out).not.toContain(secret);

    const after = await startSluice({ DATABASE_URL: url, SLUICE_SECRET: secret });
    cleanUp.push(() => after.remove());
    const there = visitorOf(
      sendTo(() => after.url),
      channelKey,
    );
    there.token = visitor.token;
    const resumed = await there.open();
    expect(resumed?.id).toBe(id);
    expect(resumed?.messages.map(({ markdown }) => markdown)).toContain('Zürich 🏔');
    expect((await there.say(id, { id: 'm1', text: 'Zürich 🏔' })).messages).toHaveLength(1);
    expect((await there.say(id, { id: 'm2', text: 'two' })).status).toBe('waiting');
    expect((await there.say(id, { id: 'm3', text: 'three' })).status).toBe('completed');
    const api = apiOf(
      sendTo(() => after.url),
      PROCESS_KEY,
    );
    const conversation = await api('GET', `/conversations/${id}`);
    expect(conversation).toMatchObject({
      deploymentId,
      variables: { answer1: 'Zürich 🏔', answer2: 'two', answer3: 'three' },
    });

    const again = await move(before.dataDir, url);
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/^database-not-empty --to/);
  });

  it('leaves nothing behind when it fails, and says why in one line', async () => {
    const sluice = await embedded();
    await sluice.stop();
    const gone = await move(sluice.dataDir, 'postgres://nobody:secretword@127.0.0.1:1/nothing');
    expect(gone).toMatchObject({ code: 1, out: '' });
    expect(gone.err.trim().split('\n')).toHaveLength(1);
    expect(gone.err).not.toContain('secretword');
    expect(await move(join(sluice.dataDir, 'nothing'), await emptyDatabase())).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^nothing-to-move DATA_DIR/),
    });
    const used = await emptyDatabase();
    const node = await openNode(used);
    await sql`insert into workspaces values ('w', 'Other', false, now())`.execute(node.db);
    expect((await move(sluice.dataDir, used)).err).toMatch(/^database-not-empty/);
    expect((await sql`select id from workspaces`.execute(node.db)).rows).toEqual([{ id: 'w' }]);
    await node.close();
  });
});
