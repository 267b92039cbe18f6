import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSeed, size } from '../fakes/fault.ts';
import { type Nodes, startNodes } from '../fakes/nodes.ts';
import { asks, browser, flow, type Opened, openShop, says, texts } from '../fakes/shop.ts';
import { each } from '../fakes/site.ts';

const CONVERSATIONS = size(100, 1_000);
const PUBLISHES = 20;

let nodes: Nodes;
beforeAll(async () => {
  nodes = await startNodes();
});
afterAll(() => nodes.close());

const version = (n: number): object =>
  flow([says(`v${n}: hello`), asks('answer'), says(`v${n}: more`), asks('more'), says(`v${n}: bye`)]);

describe(`${CONVERSATIONS} conversations in mid-flow through ${PUBLISHES} publishes`, () => {
  it('each ends on the version it began on, whichever node answers', async () => {
    const seed = newSeed();
    const shop = await openShop({ sluice: nodes.first, document: version(1) });
    await shop.deploy();
    const anywhere = [shop, browser(nodes.second, shop.key)];
    const talks: { readonly opened: Opened; readonly began: string; said: number }[] = [];
    const open = async (): Promise<void> => {
      const opened = await seed.pick(anywhere).open();
      talks.push({ opened, began: /^v\d+/.exec(texts(opened)[0] ?? '')?.[0] ?? '', said: 0 });
    };
    const goOn = async (talk: (typeof talks)[number]): Promise<void> => {
      talk.said += 1;
      const answer = await seed.pick(anywhere).say(talk.opened, `word ${talk.said}`);
      expect([answer.status, ...texts(answer)], seed.why).toEqual([
        200,
        `${talk.began}: ${talk.said === 1 ? 'more' : 'bye'}`,
      ]);
    };
    await each(Array.from({ length: CONVERSATIONS / 2 }), open);
    for (let n = 2; n <= PUBLISHES + 1; n += 1) {
      const running = talks.filter(({ said }) => said < 2);
      await Promise.all([
        shop.publish(version(n)),
        each(Array.from({ length: Math.ceil(CONVERSATIONS / 2 / PUBLISHES) }), open, 3),
        each(
          running.filter(() => seed.random() < 0.1),
          goOn,
          3,
        ),
      ]);
    }
    await each(talks, async (talk) => {
      while (talk.said < 2) await goOn(talk);
      const { body } = await shop.call('GET', `/conversations/${talk.opened.body.conversation.id}`);
      expect([body.status, `v${body.versionNumber}`], seed.why).toEqual(['completed', talk.began]);
    });
    expect(talks.length).toBeGreaterThanOrEqual(CONVERSATIONS);
    expect(
      new Set(talks.map(({ began }) => began)).size,
      `${seed.why}: several versions ran`,
    ).toBeGreaterThan(5);
    expect(texts(await shop.open())).toEqual([`v${PUBLISHES + 1}: hello`]);
  });
});
