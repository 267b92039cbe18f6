/** Promises of admission: calm under any load that is answered in time, and quick refusals beyond. */
import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { admitInTime } from './admission.ts';

const shop = async (slow: number) => {
  let at = 0;
  const waiting: (() => void)[] = [];
  const app = fastify();
  app.register(async (inner) => {
    admitInTime(inner, { which: ({ method }) => method === 'POST', slow, now: () => at });
    inner.post('/', async () => {
      await new Promise<void>((done) => waiting.push(done));
      return 'done';
    });
    inner.get('/', async () => 'read');
  });
  await app.ready();
  return {
    app,
    /** They come one after another, and are inside when this resolves. */
    enter: async (n: number) => {
      const answers = [];
      for (let i = 0; i < n; i += 1) {
        const before = waiting.length;
        answers.push(app.inject({ method: 'POST', url: '/' }).then(({ statusCode }) => statusCode));
        while (waiting.length === before) await new Promise((turn) => setImmediate(turn));
      }
      return answers;
    },
    refusal: () => app.inject({ method: 'POST', url: '/' }),
    finish: (n: number) => {
      for (const done of waiting.splice(0, n)) done();
    },
    pass: (ms: number) => {
      at += ms;
    },
  };
};

describe('admission', () => {
  it('lets any crowd in that nobody in it has waited long', async () => {
    const { app, enter, finish } = await shop(2);
    const answers = await enter(50);
    finish(50);
    expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
    await app.close();
  });

  it('refuses at once, with a moment to wait, when those inside wait too long; they are answered all the same', async () => {
    const { app, enter, refusal, finish, pass } = await shop(2);
    const answers = await enter(5);
    pass(501);
    const refused = await refusal();
    expect([refused.statusCode, refused.headers['retry-after'], refused.json().code]).toEqual([
      503,
      '1',
      'unavailable',
    ]);
    finish(5);
    expect(await Promise.all(answers)).toEqual([200, 200, 200, 200, 200]);
    const after = await enter(1);
    finish(1);
    expect(await Promise.all(after), 'and then there is room again').toEqual([200]);
    await app.close();
  });

  it('a few slow calls are no queue', async () => {
    const { app, enter, finish, pass } = await shop(2);
    const slow = await enter(2);
    pass(60_000);
    const quick = await enter(3);
    finish(5);
    expect(await Promise.all([...slow, ...quick])).toEqual([200, 200, 200, 200, 200]);
    await app.close();
  });

  it('other calls are not its business', async () => {
    const { app, enter, finish, pass } = await shop(0);
    const answers = await enter(1);
    pass(2_000);
    expect((await app.inject({ url: '/' })).statusCode).toBe(200);
    finish(1);
    await Promise.all(answers);
    await app.close();
  });
});
