/** STU-12: whatever goes through Sluice, and whatever goes wrong in it, only who may read conversations reads what was said. */
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administer,
  CANARY,
  converse,
  databaseError,
  type Page,
  REPEATING,
} from '../../../test/fakes/canaries.ts';
import { startCollector } from '../../../test/fakes/collector.ts';
import { testDatabase } from '../../../test/fakes/database.ts';
import { IDENTITY_SECRET, openShop, type Shop } from '../../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../../test/fakes/watched-database.ts';
import { makeLog } from '../../log.ts';
import { sweep } from '../../runner/sweep.ts';
import { openTracing } from '../../tracing.ts';

const silent = { warn: () => undefined };

/** A log at its most talkative, line by line. */
const listened = () => {
  const lines: string[] = [];
  const memory = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, log: makeLog('trace', memory) };
};

const having = (word: string, texts: readonly string[]): readonly string[] =>
  texts.filter((text) => text.includes(word));

/** Every statement that names one of these fails once, in the words of the database itself. */
const FAILING = [/inbox/, /"conversations"/, /insert into draws/, /"messages"/, /"outbox"/, /people/, /flow/];

describe('STU-12: with a canary in every field, when all goes well and when each kind of statement fails', () => {
  let lines: readonly string[] = [];
  let traces = '';
  let metrics = '';
  const pages: Page[] = [];
  const secrets: string[] = [IDENTITY_SECRET];
  beforeAll(async () => {
    const collector = await startCollector();
    const tracing = await openTracing(collector.settings, silent);
    const heard = listened();
    const watched = watchedDatabase(await testDatabase(tracing));
    const sluice = await fakeSluice({}, { log: heard.log, database: watched.database, tracing });
    const shop = await openShop({ sluice, document: REPEATING });
    await shop.deploy();
    const { body } = await shop.call('POST', '/api-keys', { name: 'Canary', role: 'owner' });
    secrets.push(body.key, (await shop.open()).body.visitor);
    const everything = async (): Promise<void> => {
      await converse(shop, pages);
      await administer(shop, body.key, pages);
      await sweep(shop.runner).catch(() => undefined); // the one that may throw: nobody waits for it
    };
    await everything();
    for (const kind of FAILING) {
      watched.before = (statement) => {
        if (kind.test(statement)) throw databaseError();
      };
      await everything();
    }
    watched.before = () => undefined;
    metrics = (await sluice.app.inject('/metrics')).body;
    await sluice.close();
    lines = heard.lines;
    traces = collector.text();
    await collector.stop();
  }, 120_000);

  it('no log line holds it', () => {
    expect(lines.length).toBeGreaterThan(20);
    expect(having(CANARY, lines)).toEqual([]);
  });

  it('no span holds it', () => {
    for (const name of ['turn', 'opening', 'decide', 'perform', 'error.type'])
      expect(traces).toContain(`"${name}"`);
    expect(traces).not.toContain(CANARY);
  });

  it('no metric holds it, nor any other word of ours that is not from a fixed list', () => {
    expect(metrics).not.toContain(CANARY);
    const ours = metrics.split('\n').filter((line) => line.startsWith('sluice_'));
    const labels = ours.flatMap((line) => [...line.matchAll(/(\w+)="([^"]*)"/g)]);
    const values = new Map(labels.map(([, name = '']) => [name, new Set<string>()]));
    for (const [, name = '', value = ''] of labels) values.get(name)?.add(value);
    expect([...(values.get('status') ?? [])].every((status) => /^[1-5]\d\d$/.test(status))).toBe(true);
    expect([...values.keys()].toSorted()).toEqual(
      expect.arrayContaining(['le', 'purpose', 'queue', 'status']),
    );
  });

  it('no page that says what went wrong holds it; only a refused call of the API names what it was sent', () => {
    const statuses = new Set(pages.map(({ status }) => status));
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 404, 500]));
    const wrong = pages.filter(
      ({ status, url }) => status >= 500 || (status >= 400 && !url.startsWith('/api/')),
    );
    expect(wrong.length).toBeGreaterThan(20);
    expect(
      having(
        CANARY,
        wrong.map(({ text }) => text),
      ),
    ).toEqual([]);
  });

  it('and none of them holds a secret: of a channel, a key, a token', () => {
    const all = [...lines, traces, metrics];
    for (const secret of [...secrets, 'Bearer']) expect(having(secret, all)).toEqual([]);
  });
});

describe('the log at its most talkative', () => {
  let lines: string[];
  let watched: Watched;
  let sluice: FakeSluice;
  let shop: Shop;
  beforeAll(async () => {
    const heard = listened();
    lines = heard.lines;
    watched = watchedDatabase(await testDatabase());
    sluice = await fakeSluice({}, { log: heard.log, database: watched.database });
    shop = await openShop({ sluice, document: REPEATING });
    await shop.deploy();
  });
  afterAll(() => sluice.close());

  /** What is logged of a message whose storing fails with this error. */
  const logged = async (error: Error): Promise<readonly string[]> => {
    const opened = await shop.open();
    const before = lines.length;
    watched.before = (statement) => {
      if (/inbox/.test(statement)) throw error;
    };
    await shop.say(opened, 'one');
    watched.before = () => undefined;
    return lines.slice(before);
  };

  it('holds nothing that the database quotes when it cannot take a value', async () => {
    const said = await logged(databaseError('22P02', `invalid input syntax: "${CANARY}"`));
    expect(having('22P02', said)).not.toEqual([]);
    expect(having(CANARY, said)).toEqual([]);
  });

  it('but says what went wrong and where: message, code, stack, and ids that mean nothing elsewhere', async () => {
    const [line = '{}'] = having('23514', await logged(databaseError()));
    expect(JSON.parse(line)).toMatchObject({
      err: {
        type: 'Error',
        code: '23514',
        message: 'new row violates check constraint',
        stack: expect.any(String),
      },
    });
  });
});
