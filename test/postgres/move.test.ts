import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemLine } from '@sluice/core/problem';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../server/db/embedded.ts';
import { move as moveData } from '../../server/move.ts';
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
  }, 120_000);

  it('leaves nothing behind when it fails, and says why in one line', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sluice-move-'));
    cleanUp.push(async () => rmSync(dataDir, { recursive: true }));
    const from = await openEmbedded(dataDir);
    if (!from.ok) throw new Error('not opened');
    await sql`insert into workspaces values ('ours', 'Ours', false, now())`.execute(from.value.db);
    await from.value.close();
    const refusal = async (to: string, folder = dataDir) => {
      const moved = await moveData(to, { DATA_DIR: folder });
      return moved.ok ? 'moved' : moved.problems.map(problemLine).join('\n');
    };
    const gone = await refusal('postgres://nobody:secretword@127.0.0.1:1/nothing');
    expect(gone).toMatch(/^database-unreachable --to: .*ECONNREFUSED.*$/);
    expect(gone).not.toContain('secretword');
    expect(await refusal('mysql://there')).toMatch(/^usage --to/);
    expect(await refusal(await emptyDatabase(), join(dataDir, 'nothing'))).toMatch(
      /^nothing-to-move DATA_DIR/,
    );

    const used = await emptyDatabase();
    const node = await openNode(used);
    await sql`insert into workspaces values ('theirs', 'Theirs', false, now())`.execute(node.db);
    expect(await refusal(used)).toMatch(/^database-not-empty --to/);
    await sql`delete from workspaces`.execute(node.db);
    // Fails in the middle: a row that the new place does not take.
    await sql`alter table workspaces add check (id <> 'ours')`.execute(node.db);
    await expect(moveData(used, { DATA_DIR: dataDir })).rejects.toThrow(/check constraint/);
    expect((await sql`select id from workspaces`.execute(node.db)).rows).toEqual([]);
    await node.close();
  }, 120_000);
});
