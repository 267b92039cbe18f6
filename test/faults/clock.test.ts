import { HOUR, MINUTE, SECOND } from '@sluice/core/instant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweep } from '../../server/runner/sweep.ts';
import { newSeed, size } from '../fakes/fault.ts';
import { type Nodes, startNodes } from '../fakes/nodes.ts';
import { asks, browser, flow, type Opened, openShop, says } from '../fakes/shop.ts';

const ROUNDS = size(2, 50);
const JUMPS = 30;
const PEOPLE = 12;

let nodes: Nodes;
beforeAll(async () => {
  nodes = await startNodes();
});
afterAll(() => nodes.close());

const jump = (ms: number): void => nodes.first.clock.advance(ms);
const sweepBoth = (): Promise<unknown> =>
  Promise.all([nodes.first, nodes.second].map(({ runner }) => sweep(runner)));

describe('a clock that jumps two hours forward and back', () => {
  it('no timer fires twice, none is lost, and no message is', async () => {
    const seed = newSeed();
    const shop = await openShop({
      sluice: nodes.first,
      document: flow([
        says('Hello'),
        asks('answer'),
        { type: 'wait', seconds: 3_600 },
        says('An hour later'),
        asks('more'),
        says('Bye'),
      ]),
    });
    await shop.deploy();
    const anywhere = [shop, browser(nodes.second, shop.key)];
    const saidIn = async (opened: Opened): Promise<readonly (string | undefined)[]> => {
      const { body } = await shop.call('GET', `/conversations/${opened.body.conversation.id}`);
      return body.messages.map(({ markdown }) => markdown);
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const people: Opened[] = [];
      for (let n = 0; n < PEOPLE; n += 1) people.push(await seed.pick(anywhere).open());
      const asked: Opened[] = [];
      for (let n = 0; n < JUMPS; n += 1) {
        // Never further in one direction than silence may last.
        jump((n % 2 === 0 ? 1 : -1) * (2 * HOUR - seed.whole(10 * MINUTE)));
        const next = people[asked.length];
        if (next && seed.random() < 0.7) {
          const answer = await seed.pick(anywhere).say(next, 'one');
          expect([answer.status, answer.body.status], seed.why).toEqual([200, 'waiting']);
          asked.push(next);
        }
        await sweepBoth();
      }
      jump(5 * HOUR);
      await sweepBoth();
      jump(-2 * HOUR);
      await sweepBoth();
      jump(2 * HOUR + SECOND);
      await sweepBoth();
      for (const one of asked) {
        expect(await saidIn(one), seed.why).toEqual(['Hello', 'one', 'An hour later']);
        const answer = await seed.pick(anywhere).say(one, 'two');
        expect(answer.body.status, seed.why).toBe('completed');
        expect(await saidIn(one), seed.why).toEqual(['Hello', 'one', 'An hour later', 'two', 'Bye']);
      }
      expect(asked.length, 'enough of them spoke').toBeGreaterThan(PEOPLE / 2);
    }
  });

  it('a message that a crash left behind is taken all the same, once the clock has caught up', async () => {
    const shop = await openShop({
      sluice: nodes.first,
      document: flow([says('Hello'), asks('answer'), says('Bye')]),
    });
    await shop.deploy();
    const opened = await shop.open();
    const { db } = nodes.first.database;
    jump(2 * HOUR);
    await db
      .insertInto('inbox')
      .values({
        workspace_id: shop.workspaceId,
        conversation_id: opened.body.conversation.id,
        message_id: 'left',
        answer_given: JSON.stringify({ text: 'one' }),
        fingerprint: 'none',
        status: 'pending',
        received_at: new Date(nodes.first.clock.now()),
      })
      .execute();
    jump(-2 * HOUR);
    await sweepBoth();
    jump(2 * HOUR + 3 * SECOND);
    await sweepBoth();
    const { body } = await shop.call('GET', `/conversations/${opened.body.conversation.id}`);
    expect(body.status).toBe('completed');
    expect(body.messages).toHaveLength(3);
  });
});
