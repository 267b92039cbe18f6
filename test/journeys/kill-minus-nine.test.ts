import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { each, sendTo, type Visitor, visitorOf } from '../fakes/site.ts';
import { PROCESS_KEY, type SluiceProcess, startSluice } from '../fakes/sluice-process.ts';
import { type Deployed, deploy, talk } from '../fakes/talk.ts';

const QUESTIONS = 8;
const KILLS = 6;
const VISITORS = 5;

let sluice: SluiceProcess;
let talking: Deployed;
let sleepy: Deployed;
const send = sendTo(() => sluice.url);

// Starting a process takes a second, and many on a busy machine.
vi.setConfig({ testTimeout: 90_000 });
beforeAll(async () => {
  sluice = await startSluice();
  talking = await deploy(send, PROCESS_KEY, talk('v1', QUESTIONS));
  sleepy = await deploy(send, PROCESS_KEY, talk('v1', 2, 1));
});
afterAll(() => sluice?.remove());

/** What must have been said after `answers` answers, each exactly once and in this order. */
const transcript = (answers: number, who: string): readonly string[] => {
  const said = ['v1: question 1'];
  for (let n = 1; n <= answers; n += 1) {
    said.push(`${who} ${n}`, n === QUESTIONS ? 'v1: bye' : `v1: question ${n + 1}`);
  }
  return said;
};

const texts = ({
  messages,
}: {
  readonly messages: readonly { markdown?: string | undefined }[];
}): readonly string[] => messages.map(({ markdown }) => markdown ?? '');

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
const numbers = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

describe('kill -9 in mid-conversation, start again', () => {
  it('between two messages: the conversation goes on to its end, nothing lost, nothing said twice', async () => {
    const visitor = visitorOf(send, talking.channelKey);
    const id = (await visitor.open())?.id ?? '';
    for (let n = 1; n <= QUESTIONS; n += 1) {
      const answer = await visitor.say(id, { id: `m${n}`, text: `ann ${n}` });
      expect(texts(answer)).toEqual(transcript(n, 'ann').slice(-1));
      if (n % 4 !== 2) continue;
      await sluice.kill9();
      await sluice.restart();
      const resumed = await visitor.open();
      expect(resumed?.id).toBe(id);
      expect(resumed && texts(resumed)).toEqual(transcript(n, 'ann'));
    }
    const recorded = await talking.api('GET', `/conversations/${id}`);
    expect(recorded.status).toBe('completed');
    expect(texts(recorded)).toEqual(transcript(QUESTIONS, 'ann'));
    expect(recorded.variables).toMatchObject({
      answer1: 'ann 1',
      [`answer${QUESTIONS}`]: `ann ${QUESTIONS}`,
    });
  });

  it('at any moment, with several visitors writing: every answered message is there once, resending gives one turn', {
    timeout: 120_000,
  }, async () => {
    const seed = Number(process.env.SLUICE_SEED ?? Date.now() % 1_000_000);
    const random = numbers(seed);
    const why = `SLUICE_SEED=${seed}`;
    let running = Promise.resolve();
    let kills = 0;
    let lost = 0;

    /** Calls until it is answered, by whichever process is there. Only a broken connection is tried again. */
    const insist = async <T>(call: () => Promise<T>): Promise<T> => {
      for (let tries = 0; ; tries += 1) {
        try {
          return await call();
        } catch (error) {
          if (!(error instanceof TypeError) || tries > 200) throw error; // what fetch throws then
          lost += 1;
          await running;
        }
      }
    };

    const converse = async (visitor: Visitor, who: string): Promise<string> => {
      const id = (await insist(() => visitor.open()))?.id ?? '';
      for (let n = 1; n <= QUESTIONS; n += 1) {
        const said = { id: `m${n}`, text: `${who} ${n}` };
        const answer = await insist(() => visitor.say(id, said));
        expect(texts(answer), why).toEqual(transcript(n, who).slice(-1));
        if (random() < 0.15) {
          // The same id again, though it was answered: the same answer, no second turn.
          expect(await insist(() => visitor.say(id, said)), why).toEqual(answer);
          const resumed = n < QUESTIONS ? await insist(() => visitor.open()) : null;
          if (resumed) expect([resumed.id, ...texts(resumed)], why).toEqual([id, ...transcript(n, who)]);
        }
      }
      return id;
    };

    const visitors = Array.from({ length: VISITORS }, async (_, index) => {
      const visitor = visitorOf(send, talking.channelKey);
      await insist(() => visitor.visit());
      const conversations: string[] = [];
      while (kills < KILLS) conversations.push(await converse(visitor, `visitor ${index}`));
      return { who: `visitor ${index}`, conversations };
    });
    const killer = (async () => {
      for (; kills < KILLS; kills += 1) {
        await new Promise((later) => setTimeout(later, 10 + random() * 200));
        running = sluice.kill9().then(() => sluice.restart());
        await running;
      }
    })();
    const [finished] = await Promise.all([Promise.all(visitors), killer]);

    expect(lost, `${why}: no call was cut off, so nothing was tested`).toBeGreaterThan(0);
    await each(finished, async ({ who, conversations }) => {
      for (const id of conversations) {
        const recorded = await talking.api('GET', `/conversations/${id}`);
        expect(texts(recorded), `${why} ${id}`).toEqual(transcript(QUESTIONS, who));
        expect(recorded.status, why).toBe('completed');
      }
      // No opening that was cut off left a second conversation behind.
      expect(new Set(conversations).size, why).toBe(conversations.length);
    });
    const all = await talking.api('GET', `/conversations?deployment=${talking.deploymentId}&limit=200`);
    expect(all.items.length, why).toBe(1 + finished.flatMap(({ conversations }) => conversations).length);
  });

  it('during a wait: the time that became due while nothing ran is up after the restart, once', async () => {
    const visitor = visitorOf(send, sleepy.channelKey);
    const id = (await visitor.open())?.id ?? '';
    const answer = await visitor.say(id, { id: 'm1', text: 'one' });
    expect(answer).toMatchObject({ messages: [], status: 'waiting' });
    await sluice.kill9();
    await new Promise((due) => setTimeout(due, 1_050));
    await sluice.restart();
    const seen = async () => texts((await visitor.open()) ?? { messages: [] });
    await expect.poll(seen, { timeout: 10_000, interval: 100 }).toHaveLength(3);
    expect(await seen()).toEqual(['v1: question 1', 'one', 'v1: question 2']);
    await visitor.say(id, { id: 'm2', text: 'two' });
    const recorded = await sleepy.api('GET', `/conversations/${id}`);
    expect(recorded.status).toBe('completed');
    expect(texts(recorded)).toEqual(['v1: question 1', 'one', 'v1: question 2', 'two', 'v1: bye']);
  });
});
