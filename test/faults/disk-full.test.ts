import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNode } from '../fakes/database.ts';
import { size } from '../fakes/fault.ts';
import { insistent } from '../fakes/insistent.ts';
import { binaries } from '../fakes/postgres.ts';
import { type Cluster, startCluster, unprivileged } from '../fakes/postgres-cluster.ts';
import { type Answer, type Opened, openShop, type Shop, texts } from '../fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../fakes/sluice.ts';

const PEOPLE = size(20, 200);

/** A disk of 40 MB that only PostgreSQL's user may fill; null where we may not make one. */
const smallDisk = (): string | null => {
  const who = unprivileged();
  if (!who || process.platform !== 'linux') return null;
  const folder = mkdtempSync(join(tmpdir(), 'sluice-small-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder]).status !== 0) {
    rmdirSync(folder);
    return null;
  }
  chownSync(folder, who.uid, who.gid);
  return folder;
};

let disk: string | null;
let cluster: Cluster;
let filler: Client;
let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  cluster = await startCluster(binaries());
  const admin = new Client({ connectionString: cluster.pattern.replace('DATABASE', 'postgres') });
  await admin.connect();
  disk = smallDisk();
  if (disk) await admin.query(`create tablespace small location '${disk}'`);
  else
    console.log(
      'No small disk (that needs root on Linux): a database that says "disk full" stands in for it.',
    );
  await admin.query(`create database narrow template template0 ${disk ? 'tablespace small' : ''}`);
  await admin.end();
  const url = cluster.pattern.replace('DATABASE', 'narrow');
  sluice = await fakeSluice({}, { database: await openNode(url) });
  shop = await openShop({ sluice });
  await shop.deploy();
  filler = new Client({ connectionString: url });
  await filler.connect();
});
afterAll(async () => {
  await filler?.end();
  await sluice?.close();
  await cluster?.end();
  if (disk) {
    spawnSync('umount', [disk]);
    rmdirSync(disk);
  }
});

/** Nothing more can be stored in new pages. */
const fill = async (): Promise<void> => {
  if (!disk) {
    await filler.query(`create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
    await filler.query('create trigger full_disk before insert on messages execute function full_disk()');
    return;
  }
  await filler.query('create table filler (junk text)');
  for (const rows of [1_000, 100, 10, 1]) {
    const insert = `insert into filler select string_agg(md5(random()::text), '') || n from generate_series(1, ${rows}) n,
      generate_series(1, 240) group by n`;
    for (let full = false; !full; ) {
      full = await filler.query(insert).then(
        () => false,
        (error) => error.code === '53100',
      );
    }
  }
};

const makeRoom = (): Promise<unknown> =>
  filler.query(disk ? 'drop table filler' : 'drop function full_disk() cascade');

describe('a disk that is full', () => {
  it('refuses calmly, loses nothing that was acknowledged, and goes on when there is room again', async () => {
    const { insist, refused } = insistent(shop);
    const opened: Opened[] = [];
    for (let n = 0; n < PEOPLE; n += 1) opened.push(await shop.open());
    await fill();
    // Old pages have room for a few: sooner or later everybody is refused.
    const word = 'a long word '.repeat(150).trim();
    const acknowledged = new Set<Answer>();
    for (const each of opened) {
      const { status } = await shop.say(each, { id: 'm-one', text: word });
      if (status === 200) acknowledged.add(each);
      else expect(status).toBe(503);
    }
    expect(acknowledged.size, 'the disk was full').toBeLessThan(PEOPLE);
    expect((await shop.visit()).body.bot, 'a page load writes nothing').not.toBeNull();
    await makeRoom();
    for (const each of opened) {
      const answer = await shop.say(each, { id: 'm-one', text: word });
      expect([answer.status, ...texts(answer)]).toEqual([200, `You said ${word}`]);
      expect(texts(await insist(each, 'two'))).toEqual(['Bye']);
      const { body } = await shop.call('GET', `/conversations/${each.body.conversation.id}`);
      expect(body).toMatchObject({ status: 'completed' });
      expect(body.messages).toHaveLength(5);
    }
    expect(refused()).toBe(0);
  });
});
