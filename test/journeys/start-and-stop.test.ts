import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { apiOf, each, sendTo, visitorOf } from '../fakes/site.ts';
import {
  type Environment,
  inDataDir,
  runSluice,
  type SluiceProcess,
  startSluice,
} from '../fakes/sluice-process.ts';
import { deploy, talk } from '../fakes/talk.ts';

/** Straight into the database, while nobody else has it open. */
const inDatabase = async <T>(dataDir: string, work: (database: PGlite) => Promise<T>): Promise<T> => {
  const database = await PGlite.create({ dataDir: join(dataDir, 'database') });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
};

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

let sluice: SluiceProcess;
// Starting a process takes a second, and many on a busy machine.
vi.setConfig({ testTimeout: 90_000 });
beforeAll(async () => {
  sluice = await startSluice({ SLUICE_API_KEY: '', SLUICE_DEMO: 'on' });
});
afterAll(() => sluice?.remove());

const send = sendTo(() => sluice.url);
const keyInFile = async (): Promise<string> =>
  (await readFile(join(sluice.dataDir, 'api-key'), 'utf8')).trim();

const setupLink = (): string => /http\S+\/studio\/setup\?token=\S+/.exec(sluice.stdout())?.[0] ?? '';

describe('a running Sluice', () => {
  it('prints the addresses of the demo page and of the API docs, and both answer', async () => {
    expect(sluice.stdout()).toContain(`Demo shop   ${sluice.url}/demo`);
    expect(sluice.stdout()).toContain(`API docs    ${sluice.url}/docs`);
    expect((await fetch(`${sluice.url}/demo`)).status).toBe(200);
    expect((await fetch(`${sluice.url}/docs`)).status).toBe(200);
    expect(sluice.stderr()).toBe('');
  });

  it('without SLUICE_API_KEY prints the path of a key that works as a Bearer and that only this user can read', async () => {
    const path = /API key\s+in (.+)/.exec(sluice.stdout())?.[1] ?? '';
    expect(path).toBe(join(sluice.dataDir, 'api-key'));
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
    const key = await keyInFile();
    expect(key.length).toBeGreaterThanOrEqual(32);
    const flows = await apiOf(send, key)('GET', '/flows');
    expect(flows.items.map(({ name }: { name: string }) => name)).toContain('Customer Support Bot');
    const stranger = await send('GET', '/api/v1/flows', undefined, {
      authorization: `Bearer ${key.slice(0, -1)}`,
    });
    expect(stranger.status).toBe(401);
  });

  it('prints where the studio is, and a one-time link for the first account, which is good', async () => {
    expect(sluice.stdout()).toContain(`Studio      ${sluice.url}/studio`);
    const link = new URL(setupLink());
    expect(`${link.origin}${link.pathname}`).toBe(`${sluice.url}/studio/setup`);
    const state = await send('GET', `/api/v1/setup${link.search}`);
    expect(state.body).toEqual({ needed: true, valid: true });
  });

  it('has its data directory to itself: a second process says so in one line and exits 1', async () => {
    const second = await runSluice({ DATA_DIR: sluice.dataDir });
    expect(second.code).toBe(1);
    expect(second.stdout).toBe('');
    expect(lines(second.stderr)).toEqual([
      `data-directory-in-use DATA_DIR: Another Sluice already runs on ${sluice.dataDir}. (Stop it first, or start this one with another DATA_DIR.)`,
    ]);
    expect((await fetch(`${sluice.url}/readyz`)).status).toBe(200);
  });

  it('stops on Ctrl-C with exit code 0, keeps its key and data, and starts again without a second demo', async () => {
    const key = await keyInFile();
    const link = setupLink();
    const stopped = await sluice.stop('SIGINT');
    expect(stopped).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(stopped.stdout).toContain('SIGINT: finishing what runs, then stopping.');
    await sluice.restart();
    expect(new URL(setupLink()).search, 'the one-time link is the same until it was used').toBe(
      new URL(link).search,
    );
    const api = apiOf(send, key);
    expect(
      (await api('GET', '/flows')).items.filter(
        ({ name }: { name: string }) => name === 'Customer Support Bot',
      ),
    ).toHaveLength(1);
    expect(
      (await api('GET', '/channels')).items.filter(({ name }: { name: string }) => name === 'Demo shop'),
    ).toHaveLength(1);
  });
});

describe('SIGTERM', () => {
  it('lets in-flight turns finish, closes open streams and exits 0; what was said is there after the restart', async () => {
    const { api, channelKey } = await deploy(send, await keyInFile(), talk('v1'));
    const people = await each(Array.from({ length: 30 }), async () => {
      const visitor = visitorOf(send, channelKey);
      const conversation = await visitor.open();
      return { visitor, id: conversation?.id ?? '' };
    });
    const [first] = people;
    const stream = await fetch(`${sluice.url}/website/${channelKey}/conversations/${first?.id}/events`, {
      headers: { authorization: `Bearer ${first?.visitor.token}` },
    });
    const sent = people.map(({ visitor, id }) =>
      visitor.message(id, { id: 'm1', text: 'hello' }).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    await Promise.race(sent);
    const stopped = await sluice.stop('SIGTERM');
    expect(stopped).toMatchObject({ code: 0, signal: null, stderr: '' });
    const answered = await Promise.all(sent);
    await stream.text().catch(() => ''); // it has ended, one way or the other

    const { rows } = await inDatabase(sluice.dataDir, (database) =>
      database.query<{ status: string; n: number }>(
        'select status, count(*)::int as n from inbox group by 1',
      ),
    );
    expect(
      rows.map(({ status }) => status),
      'every message that came in was answered',
    ).toEqual(['done']);

    await sluice.restart();
    await each(people, async ({ id }, index) => {
      const { messages } = await api('GET', `/conversations/${id}`);
      const said = messages.map(({ markdown }) => markdown);
      if (answered[index]) expect(said).toEqual(['v1: question 1', 'hello', 'v1: question 2']);
      else expect([1, 3]).toContain(said.length);
    });
  });

  it('twice, as npm passes Ctrl-C on, ends it like once', async () => {
    const first = sluice.stop('SIGTERM');
    await new Promise((later) => setTimeout(later, 10)); // a second one at once would be merged with the first
    const second = sluice.stop('SIGINT');
    for (const end of await Promise.all([first, second]))
      expect(end).toMatchObject({ code: 0, signal: null });
    await sluice.restart();
  });

  it('comes with a database of a newer Sluice: the older one refuses to start and says why', async () => {
    await sluice.stop();
    await inDatabase(sluice.dataDir, (database) =>
      database.query(`insert into migrations (name) values ('9999-from-the-future.sql')`),
    );
    const older = await runSluice({ DATA_DIR: sluice.dataDir });
    expect(older).toMatchObject({ code: 1, signal: null });
    expect(lines(older.stderr)).toEqual([
      'database-newer DATA_DIR: The database was written by a newer Sluice (it knows "9999-from-the-future.sql", this one does not). (Start it with that newer version, or use another DATA_DIR.)',
    ]);
    // Nothing was changed or left locked: the newer one can go on.
    await inDatabase(sluice.dataDir, (database) =>
      database.query(`delete from migrations where name like '9999%'`),
    );
    await sluice.restart();
  });
});

describe('a start that cannot work stops with one clear line', () => {
  const refusedWith = async (environment: Environment): Promise<readonly string[]> => {
    const refused = await inDataDir((DATA_DIR) => runSluice({ DATA_DIR, ...environment }));
    expect(refused.code).toBe(1);
    expect(refused.stdout).toBe('');
    return lines(refused.stderr);
  };

  it('when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await sluice.stop();
    try {
      expect(await refusedWith({ PORT: String(port), DATA_DIR: sluice.dataDir })).toEqual([
        `port-taken PORT: Port ${port} on 127.0.0.1 is taken. (Stop what uses it, or set another PORT.)`,
      ]);
    } finally {
      other.close();
    }
    await sluice.restart();
  });

  it('for each bad value of the environment, naming it', async () => {
    const said = await refusedWith({ PORT: 'http', SLUICE_DEMO: 'maybe', SLUICE_API_KEY: 'short' });
    expect(said).toHaveLength(3);
    expect(said.map((line) => line.split(':')[0])).toEqual([
      'bad-configuration PORT',
      'bad-configuration SLUICE_API_KEY',
      'bad-configuration SLUICE_DEMO',
    ]);
    expect(said[1]).toContain('at least 32 characters');
  });

  it('for a SLUICE_SECRET that was copied from an example', async () => {
    const [line, ...more] = await refusedWith({ SLUICE_SECRET: 'change-me-change-me-change-me-change-me' });
    expect(line).toContain('SLUICE_SECRET looks like an example; make a random one');
    expect(more).toEqual([]);
  });

  it('for a DATABASE_URL without the secret that its nodes share', async () => {
    const said = await refusedWith({ DATABASE_URL: 'postgres://localhost/sluice' });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('SLUICE_SECRET is required with DATABASE_URL.');
  });
});
