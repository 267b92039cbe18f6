import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setShare } from '../fakes/crowd.ts';
import { newSeed, size } from '../fakes/fault.ts';
import { beginTalk, guestOf, type Pair, startPair } from '../fakes/pair.ts';
import { each, type Send } from '../fakes/site.ts';

const OPENINGS = size(100, 500);
const PAIRS = size(15, 50);
const SECRET = 'an identity secret for tests of many hands';

let pair: Pair;
beforeAll(async () => {
  pair = await startPair('Hands', 2);
  const { api, channelId } = pair.talking;
  await api('PATCH', `/channels/${channelId}`, { settings: { identity: { secret: SECRET } } });
});
afterAll(() => pair?.close());

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As the website's own server signs who is signed in. */
const signed = (userId: string): string => {
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: userId, exp: Math.floor(Date.now() / 1000) + 3_600 })}`;
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
};

describe('over two processes at the same moment', () => {
  it(`${OPENINGS} first openings of one person make one draw, and all get the same answer`, async () => {
    const seed = newSeed();
    const { api, channelKey, deploymentId } = pair.talking;
    for (const share of [99.99, 0]) {
      await setShare(pair.talking, share);
      const user = `user-${seed.whole(1_000_000)}-${share}`;
      const open = (send: Send) =>
        send('POST', `/website/${channelKey}/conversations`, { identity: signed(user) });
      const answers = await Promise.all(
        Array.from({ length: OPENINGS }, (_, n) => open(n % 2 === 0 ? pair.toFirst : pair.toSecond)),
      );
      expect(new Set(answers.map(({ status }) => status)), seed.why).toEqual(new Set([200]));
      const distinct = new Set(answers.map(({ body }) => JSON.stringify(body.conversation)));
      expect(
        [...distinct],
        `${seed.why} ${user} ${pair.first.stderr()} ${pair.second.stderr()}`,
      ).toHaveLength(1);
      const draws = await api('GET', `/deployments/${deploymentId}/draws?person=${user}`);
      expect(draws.items, `${seed.why} ${user}`).toHaveLength(1);
    }
    await setShare(pair.talking, 100);
  });

  it(`two different messages of one conversation are both handled, in the order they came (${PAIRS} times)`, async () => {
    const guests = await each(Array.from({ length: PAIRS }), () => guestOf(pair));
    await each(guests, beginTalk);
    await each(guests, async ({ here, there, id }) => {
      const answers = await Promise.all([
        here.message(id, { id: 'm-one', text: 'one' }),
        there.message(id, { id: 'm-two', text: 'two' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const { messages, status, variables } = await pair.talking.api('GET', `/conversations/${id}`);
      const said = messages.map(({ markdown }) => markdown);
      const order = said[1] === 'one' ? ['one', 'two'] : ['two', 'one'];
      expect(said).toEqual(['Hands: question 1', order[0], 'Hands: question 2', order[1], 'Hands: bye']);
      expect(status).toBe('completed');
      expect(variables).toEqual({ answer1: order[0], answer2: order[1] });
      // Each sender got what followed their own words.
      const heard = (said[1] === 'one' ? answers : answers.toReversed()).map(
        ({ body }) => body.messages[0]?.markdown,
      );
      expect(heard).toEqual(['Hands: question 2', 'Hands: bye']);
    });
  });
});
