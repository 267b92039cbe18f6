import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realPostgres } from '../fakes/database.ts';
import { soon } from '../fakes/nodes.ts';
import { freshDatabase } from '../fakes/postgres.ts';
import { type Api, each, sendTo, type Visitor, visitorOf } from '../fakes/site.ts';
import { PROCESS_KEY, runSluice, type SluiceProcess, startSluice } from '../fakes/sluice-process.ts';
import { type Deployed, deploy, talk } from '../fakes/talk.ts';

let drop: () => Promise<void>;
let first: SluiceProcess;
let second: SluiceProcess;
let shop: Deployed;
let api: Api;
beforeAll(async () => {
  const fresh = await freshDatabase(realPostgres());
  drop = fresh.drop;
  const shared = { DATABASE_URL: fresh.url, SLUICE_SECRET: randomBytes(24).toString('hex') };
  [first, second] = await Promise.all([startSluice(shared), startSluice(shared)]);
  shop = await deploy(
    sendTo(() => first.url),
    PROCESS_KEY,
    talk('Two', 2),
  );
  ({ api } = shop);
});
afterAll(async () => {
  await Promise.all([first.remove(), second.remove()]);
  await drop();
});

type Begun = { readonly here: Visitor; readonly there: Visitor; readonly id: string };

/** Somebody who has opened on the first node, and whose browser may turn to the second. */
const begin = async (): Promise<Begun> => {
  const here = visitorOf(
    sendTo(() => first.url),
    shop.channelKey,
  );
  const there = visitorOf(
    sendTo(() => second.url),
    shop.channelKey,
  );
  const opened = await here.open();
  there.token = here.token;
  return { here, there, id: opened?.id ?? '' };
};

/** As the widget does: the same message again until it is answered. */
const insist = async (visitor: Visitor, id: string, text: string): Promise<unknown> => {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await visitor.message(id, { id: `m-${text}`, text }).catch(() => null);
    if (answer?.status === 200) return answer.body;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error(`"${text}" was never answered`);
};

const saidIn = async (id: string): Promise<readonly (string | undefined)[]> => {
  const { messages } = await api('GET', `/conversations/${id}`);
  return messages.map(({ markdown }) => markdown);
};

const WHOLE = ['Two: question 1', 'one', 'Two: question 2', 'two', 'Two: bye'];

describe('a process with a DATABASE_URL', () => {
  it('that leads nowhere ends at once, with one line and without the password', async () => {
    const ended = await runSluice({
      DATABASE_URL: 'postgres://sluice:a-password@127.0.0.1:1/sluice',
      SLUICE_SECRET: randomBytes(24).toString('hex'),
    });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^database-unreachable DATABASE_URL: .*127\.0\.0\.1:1.*\n$/);
    expect(ended.stderr).not.toContain('a-password');
  });
});

describe('two processes on one database', () => {
  it('one says stop, and the bubble is gone on the other within a second', async () => {
    const there = visitorOf(
      sendTo(() => second.url),
      shop.channelKey,
    );
    await soon(() => there.visit());
    await api('POST', `/deployments/${shop.deploymentId}/deactivate`, {});
    expect(await soon(async () => !(await there.visit()))).toBeLessThan(1_000);
    await api('POST', `/deployments/${shop.deploymentId}/activate`, {});
    await soon(() => there.visit());
  });

  it('one is paused in the middle of turns: the other answers, and what wakes up changes nothing', async () => {
    const begun = await each(Array.from({ length: 12 }), begin);
    const paused = begun.map(({ here, id }) => insist(here, id, 'one'));
    await new Promise((turn) => setTimeout(turn, 15));
    first.pause();
    const elsewhere = await each(begun, ({ there, id }) => insist(there, id, 'one'), 12);
    await each(begun, ({ there, id }) => insist(there, id, 'two'), 12);
    first.resume();
    expect(await Promise.all(paused)).toEqual(elsewhere);
    for (const { id } of begun) expect(await saidIn(id)).toEqual(WHOLE);
  }, 60_000);

  it('one is killed in the middle of turns: nothing acknowledged is lost, nothing is said twice', async () => {
    const begun = await each(Array.from({ length: 12 }), begin);
    const broken = begun.map(({ here, id }) =>
      here.message(id, { id: 'm-one', text: 'one' }).catch(() => null),
    );
    await new Promise((turn) => setTimeout(turn, 15));
    await first.kill9();
    await Promise.all(broken);
    // Those who never come back are answered by the other node's sweep.
    const [silent, insisting] = [begun.slice(0, 6), begun.slice(6)];
    await each(insisting, async ({ there, id }) => {
      await insist(there, id, 'one');
      await insist(there, id, 'two');
    });
    await first.restart();
    for (const { id } of insisting) expect(await saidIn(id)).toEqual(WHOLE);
    await soon(async () => {
      const all = await Promise.all(silent.map(({ id }) => saidIn(id)));
      return all.every((said) => said.length !== 2);
    }, 10_000);
    for (const { id } of silent)
      expect([WHOLE.slice(0, 1), WHOLE.slice(0, 3)]).toContainEqual(await saidIn(id));
  }, 60_000);
});
