import { SECOND } from '@sluice/core/instant';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweep } from '../../server/runner/sweep.ts';
import { readEvents } from '../fakes/event-reader.ts';
import { type Nodes, soon, startNodes } from '../fakes/nodes.ts';
import { asks, browser, flow, openShop, says, texts } from '../fakes/shop.ts';

let nodes: Nodes;
let elsewhere: string;
beforeAll(async () => {
  nodes = await startNodes();
  elsewhere = await nodes.second.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => nodes.close());

const openShopHere = async (...blocks: object[]) => {
  const shop = await openShop({
    sluice: nodes.first,
    ...(blocks.length > 0 ? { document: flow(blocks) } : {}),
  });
  return { shop, there: browser(nodes.second, shop.key) };
};

describe('a change on one node', () => {
  it('holds on the others within a second: visits there write nothing and read nothing', async () => {
    const { shop, there } = await openShopHere();
    const id = await shop.deploy();
    const bot = async () => (await there.visit()).body.bot !== null;
    await soon(bot);
    expect((await shop.call('POST', `/deployments/${id}/deactivate`, {})).status).toBe(200);
    expect(await soon(async () => !(await bot()))).toBeLessThan(1_000);
    expect((await shop.call('POST', `/deployments/${id}/activate`, {})).status).toBe(200);
    expect(await soon(bot)).toBeLessThan(1_000);
  });

  it('made by hand in the database holds, too', async () => {
    const { shop, there } = await openShopHere();
    const id = await shop.deploy();
    await soon(async () => (await there.visit()).body.bot !== null);
    const { db } = nodes.first.database;
    await sql`update deployments set status = 'inactive' where id = ${id}`.execute(db);
    await sql`update channels set revision = revision + 1 where id = ${shop.channelId}`.execute(db);
    await soon(async () => (await there.visit()).body.bot === null);
  });

  it('is seen by whatever stores something at once, notice or not', async () => {
    const { shop, there } = await openShopHere();
    const id = await shop.deploy();
    expect((await there.open()).body.conversation).not.toBeNull();
    // A node that hears nothing keeps its old plan.
    const { plans } = nodes.second.runner;
    const { forget } = plans;
    plans.forget = () => undefined;
    try {
      await shop.call('POST', `/deployments/${id}/deactivate`, {});
      plans.forget = forget;
      const drawn = await shop.count('draws');
      const identity = shop.sign('somebody-new');
      expect((await there.visit({ identity })).body.bot).toBeNull();
      expect((await there.open()).body.conversation).toBeNull();
      expect(await shop.count('draws')).toBe(drawn);
    } finally {
      plans.forget = forget;
    }
  });

  it('of a key holds: a revoked one is refused everywhere', async () => {
    const { shop } = await openShopHere();
    const made = await shop.call('POST', '/api-keys', { name: 'other', role: 'viewer' });
    const status = async () =>
      (
        await nodes.second.app.inject({
          url: '/api/v1/flows',
          headers: { authorization: `Bearer ${made.body.key}` },
        })
      ).statusCode;
    expect(await status()).toBe(200);
    expect((await shop.call('DELETE', `/api-keys/${made.body.id}`)).status).toBe(204);
    await soon(async () => (await status()) === 401);
  });
});

describe('a visitor whose stream is on another node', () => {
  it('hears the human who answers on this one', async () => {
    const { shop, there } = await openShopHere(says('Hello'), { type: 'handoff' });
    await shop.deploy();
    const opened = await there.open();
    const reader = await readEvents(elsewhere, shop.key, opened);
    await soon(() => reader.events.length > 0);
    const { id } = opened.body.conversation;
    expect((await shop.call('POST', `/conversations/${id}/reply`, { markdown: 'Here I am' })).status).toBe(
      200,
    );
    await soon(() => reader.events.some(({ data }) => data.markdown === 'Here I am'));
    expect((await shop.call('POST', `/conversations/${id}/close`, {})).status).toBe(200);
    await soon(() =>
      reader.events.some(({ event, data }) => event === 'status' && data.status === 'completed'),
    );
    reader.close();
  });

  it('hears what a timer says that another node fires', async () => {
    const { shop, there } = await openShopHere(
      { type: 'wait', seconds: 60 },
      says('Still there?'),
      asks('answer'),
    );
    await shop.deploy();
    const opened = await there.open();
    const reader = await readEvents(elsewhere, shop.key, opened);
    await soon(() => reader.events.length > 0);
    nodes.first.clock.advance(60 * SECOND);
    await sweep(nodes.first.runner);
    await soon(() => reader.events.some(({ data }) => data.markdown === 'Still there?'));
    reader.close();
  });

  it('sees it stop when its deployment is switched off here', async () => {
    const { shop, there } = await openShopHere();
    const id = await shop.deploy();
    const opened = await there.open();
    const reader = await readEvents(elsewhere, shop.key, opened);
    await soon(() => reader.events.length > 0);
    await shop.call('POST', `/deployments/${id}/deactivate`, {});
    await soon(() =>
      reader.events.some(({ event, data }) => event === 'status' && data.status === 'inactive'),
    );
    reader.close();
  });

  it('misses nothing and gets nothing twice when the line between the nodes breaks', async () => {
    const { shop, there } = await openShopHere(says('Hello'), { type: 'handoff' });
    await shop.deploy();
    const opened = await there.open();
    const reader = await readEvents(elsewhere, shop.key, opened);
    await soon(() => reader.events.length > 0);
    const { id } = opened.body.conversation;
    const cut = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sluice notices'
        and datname = current_database()`.execute(nodes.first.database.db);
    for (const markdown of ['one', 'two', 'three']) {
      await cut();
      await shop.call('POST', `/conversations/${id}/reply`, { markdown });
    }
    await soon(() => reader.events.some(({ data }) => data.markdown === 'three'), 5_000);
    expect(reader.events.map(({ data }) => data.markdown).filter(Boolean)).toEqual(['one', 'two', 'three']);
    reader.close();
  });
});

describe('what a node committed that died before it told anybody', () => {
  const handedOff = async () => {
    const { shop, there } = await openShopHere(says('Hello'), { type: 'handoff' });
    await shop.deploy();
    const opened = await there.open();
    const reader = await readEvents(elsewhere, shop.key, opened);
    await soon(() => reader.events.length > 0);
    const path = `/conversations/${opened.body.conversation.id}`;
    const reply = (markdown: string) => shop.call('POST', `${path}/reply`, { markdown });
    /** On a node whose news reach nobody. */
    const untold = async (work: () => Promise<unknown>): Promise<void> => {
      const { notices } = nodes.first.database;
      const { tell } = notices;
      Object.assign(notices, { tell: () => undefined });
      await work();
      nodes.first.runner.live.flush();
      Object.assign(notices, { tell });
    };
    const heard = () => reader.events.map(({ data }) => data.markdown).filter(Boolean);
    return { shop, path, reader, reply, untold, heard };
  };

  it('comes to streams of other nodes when they look, once', async () => {
    const { reader, reply, untold, heard } = await handedOff();
    await untold(() => reply('one'));
    expect(heard()).toEqual([]);
    const { length } = reader.events;
    // Each piece of news is what was said, and then how the conversation stands.
    const came = () => reader.events.length - length;
    await nodes.second.runner.live.catchUp();
    await soon(() => came() >= 2);
    await nodes.second.runner.live.catchUp();
    await reply('two');
    await soon(() => came() >= 4);
    expect(heard()).toEqual(['one', 'two']);
    expect(came(), 'looking again brought nothing').toBe(4);
    reader.close();
  });

  it('comes before the next news, in order', async () => {
    const { reader, reply, untold, heard } = await handedOff();
    await untold(() => reply('one'));
    await reply('two');
    await soon(() => heard().length > 1);
    expect(heard()).toEqual(['one', 'two']);
    reader.close();
  });

  it('is seen also when nothing was said', async () => {
    const { shop, path, reader, untold } = await handedOff();
    await untold(() => shop.call('POST', `${path}/close`, {}));
    await nodes.second.runner.live.catchUp();
    await soon(() => reader.events.some(({ data }) => data.status === 'completed'));
    reader.close();
  });
});

describe('work that nobody asks for', () => {
  it('is done once, however many nodes sweep at the same time', async () => {
    const { shop } = await openShopHere({ type: 'wait', seconds: 60 }, says('Still there?'), {
      type: 'tag',
      add: ['Waited'],
    });
    await shop.deploy();
    await Promise.all(Array.from({ length: 40 }, () => shop.open()));
    const before = await shop.count('messages');
    nodes.first.clock.advance(60 * SECOND);
    await Promise.all(
      [nodes.first, nodes.second, nodes.first, nodes.second].map(({ runner }) => sweep(runner)),
    );
    await soon(async () => (await shop.count('messages')) === before + 40, 10_000);
    await soon(async () => (await shop.count('outbox')) === 0, 10_000);
    expect(await shop.count('turns')).toBe(80);
  });
});

describe('races that only a real PostgreSQL has', () => {
  it('two hundred first openings of one person over two nodes make one conversation and one draw', async () => {
    const { shop, there } = await openShopHere();
    await shop.deploy({ rollout: { share: 60 } });
    const identity = shop.sign('user-in-a-hurry');
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? shop : there).open({ identity })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.conversation?.id ?? null)).size).toBe(1);
    expect(await shop.count('draws')).toBe(1);
  });

  it('openings and edits of the share at the same time never fail, and no draw is made on a stale share', async () => {
    const { shop, there } = await openShopHere();
    const id = await shop.deploy({ rollout: { share: 10 } });
    const edits = (async () => {
      for (let share = 11; share <= 40; share += 1) {
        expect(
          (await shop.call('PATCH', `/deployments/${id}`, { rollout: { share }, onRaise: 'invite' })).status,
        ).toBe(200);
      }
    })();
    const openings = Promise.all(
      Array.from({ length: 150 }, (_, n) =>
        (n % 2 === 0 ? shop : there).open({ identity: shop.sign(`user-${n}`) }),
      ),
    );
    await edits;
    expect(new Set((await openings).map(({ status }) => status))).toEqual(new Set([200]));
    const { rows } = await sql<{ share: number; act: number }>`
      select d.share, d.act from draws d where d.deployment_id = ${id}`.execute(nodes.first.database.db);
    expect(rows).toHaveLength(150);
    // Each edit invites, and so raises share and act number by one: a draw holds a pair that existed.
    for (const { share, act } of rows) expect(share).toBe(1_000 + act * 100);
  });

  it('two different messages at the same time are both handled, in order of arrival', async () => {
    const { shop, there } = await openShopHere();
    await shop.deploy();
    for (let round = 0; round < 20; round += 1) {
      const opened = await shop.open();
      const answers = await Promise.all([shop.say(opened, 'one'), there.say(opened, 'two')]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const { body } = await shop.call('GET', `/conversations/${opened.body.conversation.id}`);
      const said = body.messages.filter(({ from }: { from: string }) => from === 'person');
      expect(said).toHaveLength(2);
      expect(body.status).toBe('completed');
      expect(body.variables.answer).toBe(said[0]?.markdown);
      expect(answers.flatMap(texts).filter((text) => text?.startsWith('You said'))).toEqual([
        `You said ${said[0]?.markdown}`,
      ]);
    }
  });

  it('deployments of two channels are edited while their people merge and are erased: nobody waits in a circle', async () => {
    const { shop, there } = await openShopHere();
    const ids = [await shop.deploy(), await shop.deploy({ name: 'Second', rollout: { share: 50 } })];
    const tokens = await Promise.all(Array.from({ length: 30 }, () => shop.open()));
    const statuses = await Promise.all([
      ...tokens.map(async ({ body }, n) => {
        const merged = await there.open({ visitor: body.visitor, identity: shop.sign(`merged-${n % 5}`) });
        return merged.status;
      }),
      ...Array.from({ length: 30 }, async (_, n) => {
        const id = ids[n % 2] ?? '';
        const act = n % 3 === 0 ? 'invite-again' : 'redraw-everyone';
        const edited =
          n % 2 === 0
            ? await shop.call('PATCH', `/deployments/${id}`, { always: [`merged-${n % 5}`] })
            : await shop.call('POST', `/deployments/${id}/acts`, { act, confirm: 'Second', share: 50 });
        return edited.status < 500 ? 200 : edited.status;
      }),
      ...Array.from({ length: 10 }, async (_, n) => {
        const { body } = await shop.call('GET', '/people');
        const person = body.items[n];
        if (!person) return 200;
        const erased = await shop.call('DELETE', `/people/${person.id}`);
        return erased.status < 500 ? 200 : erased.status;
      }),
    ]);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
