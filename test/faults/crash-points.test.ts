import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringThere, type CrashPoint, crashPointsOf, nameOf } from '../fakes/crash-point.ts';
import { newSeed, pause, size } from '../fakes/fault.ts';
import { soon } from '../fakes/nodes.ts';
import { beginTalk, type Guest, guestOf, insist, type Pair, startPair } from '../fakes/pair.ts';
import { each } from '../fakes/site.ts';
import { PROCESS_KEY } from '../fakes/sluice-process.ts';

const GUESTS = size(4, 20);
const SLEEP_MS = size(300, 60_000);

let pair: Pair;
let points: readonly CrashPoint[];
beforeAll(async () => {
  pair = await startPair('Crash', 2);
  points = await crashPointsOf(pair);
});
afterAll(() => pair?.close());

const guestsFor = async ({ deed }: CrashPoint): Promise<readonly Guest[]> => {
  const guests = await each(Array.from({ length: GUESTS }), () => guestOf(pair));
  if (deed.name === 'message') await each(guests, beginTalk);
  return guests;
};

/** On the other process: whatever the first had done, it is done once, and it goes on to its end. */
const goOn = async (guest: Guest, { deed }: CrashPoint, heard: unknown, why: string): Promise<void> => {
  const opened = await guest.there.open();
  if (guest.id !== '') expect(opened?.id, why).toBe(guest.id);
  guest.id = opened?.id ?? '';
  const answer = await insist(guest.there, guest.id, 'one');
  if (deed.name === 'message' && heard !== null) expect(answer, why).toEqual(heard);
  await insist(guest.there, guest.id, 'two');
  const { messages, status } = await pair.talking.api('GET', `/conversations/${guest.id}`);
  expect(
    messages.map(({ markdown }) => markdown),
    why,
  ).toEqual(['Crash: question 1', 'one', 'Crash: question 2', 'two', 'Crash: bye']);
  expect(status, why).toBe('completed');
};

/** `size` of them at random, or all. */
const some = (all: readonly CrashPoint[], most: number, pick: (below: number) => number) => {
  const left = [...all];
  return Array.from(
    { length: Math.min(most, all.length) },
    () => left.splice(pick(left.length), 1)[0],
  ).filter((point) => point !== undefined);
};

const conversations = async (): Promise<number> => {
  let found = 0;
  let after = '';
  for (;;) {
    const which = `deployment=${pair.talking.deploymentId}&limit=200${after}`;
    const { items, next } = await pair.talking.api('GET', `/conversations?${which}`);
    found += items.length;
    if (next === null) return found;
    after = `&after=${encodeURIComponent(next)}`;
  }
};

describe('a turn', () => {
  it('has crash points before and after each of its statements', () => {
    const pointsOf = (name: string) => points.filter(({ deed }) => deed.name === name).length;
    // One statement that opens; one that takes the message in, and one that writes its turn.
    expect(pointsOf('opening')).toBeGreaterThanOrEqual(2);
    expect(pointsOf('message')).toBeGreaterThanOrEqual(4);
  });

  it(`killed (-9) at its crash points: another process goes on, nothing is lost, nothing is done twice`, async () => {
    const seed = newSeed();
    for (const point of some(points, size(2, points.length), seed.whole)) {
      const why = `${seed.why}, killed at ${nameOf(point)}`;
      const guests = await guestsFor(point);
      const before = await conversations();
      const there = await bringThere(pair, point, guests);
      expect(there.reached, why).toBeGreaterThan(0);
      await pair.first.kill9();
      there.release();
      const heard = await there.answers;
      const restarted = pair.first.restart();
      await each(guests, (guest, n) => goOn(guest, point, heard[n], why));
      await restarted;
      const fresh = point.deed.name === 'opening' ? guests.length : 0;
      expect(await conversations(), `${why}: nobody has two conversations`).toBeLessThanOrEqual(
        before + fresh,
      );
    }
  });

  it('paused in its middle (SIGSTOP) while another process takes it: what wakes up commits nothing', async () => {
    const seed = newSeed();
    const messages = points.filter(({ deed }) => deed.name === 'message');
    // Here it has read the state and not yet begun to write.
    const lastRead = messages.findLastIndex(
      ({ text, side }) => side === 'after' && !/insert|update/i.test(text),
    );
    const stale = messages[lastRead] ?? messages[1];
    for (const point of [stale, ...some(messages, size(0, 3), seed.whole)]) {
      if (!point) throw new Error('no crash points');
      const why = `${seed.why}, paused at ${nameOf(point)}`;
      const guests = await guestsFor(point);
      const there = await bringThere(pair, point, guests);
      expect(there.reached, why).toBeGreaterThan(0);
      pair.first.pause();
      there.release();
      const elsewhere = await each(guests, (guest) => insist(guest.there, guest.id, 'one'));
      await pause(SLEEP_MS);
      pair.first.resume();
      for (const [n, heard] of (await there.answers).entries()) {
        expect(heard ?? (await insist(guests[n]?.here ?? raise(), guests[n]?.id ?? '', 'one')), why).toEqual(
          elsewhere[n],
        );
      }
      await each(guests, (guest, n) => goOn(guest, point, elsewhere[n], why));
    }
  });

  it('paused (SIGSTOP) while it gives a conversation back that ends meanwhile: what wakes up gives nothing back', async () => {
    // No message is said, so no message's number is in the way: the turn counter alone stops the stale commit.
    const { api, deploymentId } = pair.talking;
    const [known, guest] = await each(Array.from({ length: 2 }), async () => {
      const one = await guestOf(pair);
      await beginTalk(one);
      return one;
    });
    if (!known || !guest) throw new Error('nobody came');
    await api('POST', `/deployments/${deploymentId}/deactivate`, { handOff: true });
    await api('POST', `/deployments/${deploymentId}/activate`, {});
    const onFirst = { authorization: `Bearer ${PROCESS_KEY}` };
    const giveBack = ({ id }: Guest) =>
      pair.toFirst('POST', `/api/v1/conversations/${id}/hand-back`, {}, onFirst);
    pair.gate.takeSeen();
    expect((await giveBack(known)).status).toBe(200);
    const read = pair.gate.takeSeen().find((text) => text.includes('c.state is not null'));
    const hold = pair.gate.hold(read ?? raise(), 'after');
    const stale = giveBack(guest);
    await soon(() => hold.reached() > 0, 10_000);
    pair.first.pause();
    hold.release();
    await api('POST', `/conversations/${guest.id}/close`, {});
    await pause(SLEEP_MS);
    pair.first.resume();
    expect((await stale).status).toBe(409);
    const { status, messages } = await api('GET', `/conversations/${guest.id}`);
    expect([status, messages.length]).toEqual(['completed', 1]);
  });
});

const raise = (): never => {
  throw new Error('nothing there');
};
