import { blockLibrary } from '@sluice/blocks/runtime';
import { MINUTE } from '@sluice/core/instant';
import { type BlockDefinition, type BlockLibrary, NEXT } from '@sluice/core/interpreter/block';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sweep } from '../../server/runner/sweep.ts';
import { testDatabase } from '../fakes/database.ts';
import { asks, flow, openShop, says, texts } from '../fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../fakes/sluice.ts';

/** Says something that no database can store: the turn can never be committed. */
const poison: BlockDefinition<object> = {
  type: 'poison',
  family: 'logic',
  title: 'Poison',
  settings: z.strictObject({}),
  ports: () => ({ named: [], next: true }),
  // biome-ignore lint/suspicious/noThenProperty: the word of the block contract
  enter: () => ({ effects: [{ type: 'message', text: ['a\0b'] }], then: { type: 'leave', port: NEXT } }),
};
const library: BlockLibrary = new Map([
  ...blockLibrary,
  [poison.type, poison as unknown as BlockDefinition<never>] as const, // as in the library
]);

let sluice: FakeSluice;
beforeAll(async () => {
  sluice = await fakeSluice({}, { library, database: await testDatabase() });
});
afterAll(() => sluice.close());

describe('a poison turn', () => {
  it('is tried a few times, then found among the failed, with its problem; the others never notice', async () => {
    const poisoned = await openShop({
      sluice,
      document: flow([says('Hi'), asks('answer'), { type: 'poison' }]),
    });
    await poisoned.deploy();
    const healthy = await openShop({ sluice });
    await healthy.deploy();
    const bad = await poisoned.open();
    expect((await poisoned.say(bad, 'one')).status).toBe(503);
    let rounds = 0;
    const failed = async () => (await poisoned.call('GET', '/conversations?status=failed')).body.items;
    for (; (await failed()).length === 0 && rounds < 20; rounds += 1) {
      const good = await healthy.open();
      expect(texts(await healthy.say(good, 'one'))).toEqual(['You said one']);
      sluice.clock.advance(MINUTE);
      await sweep(sluice.runner);
    }
    const { id } = bad.body.conversation;
    expect(await failed()).toMatchObject([{ id, status: 'failed' }]);
    expect(rounds, 'bounded tries').toBeLessThan(5);
    const { body } = await poisoned.call('GET', `/conversations/${id}`);
    expect(body.problem).toMatchObject({ code: 'turn-failed' });
    const said = body.messages.map(({ markdown }) => markdown);
    expect(said, 'whoever takes over reads what was asked').toContain('one');
    expect((await healthy.call('GET', '/conversations?status=failed')).body.items).toEqual([]);
  });
});
