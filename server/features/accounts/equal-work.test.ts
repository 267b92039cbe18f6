/** AUT-08: what somebody can learn about an address from work, words and time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount } from '../../../test/fakes/account.ts';
import { testDatabase } from '../../../test/fakes/database.ts';
import { mailbox } from '../../../test/fakes/mailbox.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../../test/fakes/watched-database.ts';
import type { Database } from '../../db/database.ts';
import { argon2Passwords } from './passwords.ts';

let sluice: FakeSluice;
let watched: Watched;
beforeAll(async () => {
  const database: Database = await testDatabase();
  watched = watchedDatabase(database);
  sluice = await fakeSluice({}, { database: watched.database, mailer: mailbox() });
});
afterAll(() => sluice.close());

let from = 0;
const post = async (url: string, payload: object) => {
  from += 1;
  watched.forget();
  const answer = await sluice.app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    remoteAddress: `10.${from >> 16}.${(from >> 8) & 255}.${from & 255}`,
    payload,
  });
  const trips = [...watched.asked()];
  await sluice.runner.serial.idle();
  const { requestId: _, ...body } = answer.json();
  return { status: answer.statusCode, body, trips };
};

describe('an address that nobody has', () => {
  it('AUT-08: costs a failed sign-in the same statements and gives the same answer', async () => {
    const ann = await addAccount(sluice);
    const wrong = (email: string) => post('/sessions', { email, password: 'a wrong password' });
    const [known, unknown] = [await wrong(ann.email), await wrong('nobody@example.com')];
    expect(unknown).toEqual(known);
    expect(known).toMatchObject({ status: 401, trips: { length: 3 } });
  });

  it('AUT-08: is locked as one that somebody has', async () => {
    const ann = await addAccount(sluice);
    const statuses = async (email: string) => {
      const found = [];
      for (let n = 0; n < 12; n += 1)
        found.push((await post('/sessions', { email, password: 'wrong' })).status);
      return found;
    };
    expect(await statuses('nobody-else@example.com')).toEqual(await statuses(ann.email));
  });

  it('AUT-08: costs whoever asks for a new password the same statements before the answer goes', async () => {
    const ann = await addAccount(sluice);
    const counted = async (email: string) => {
      // What comes after the answer is not waited for.
      const answer = await post('/password-resets', { email });
      return { ...answer, trips: answer.trips.slice(0, 2) };
    };
    expect(await counted('nobody@example.com')).toEqual(await counted(ann.email));
  });

  it('AUT-08: takes as long as a wrong password to verify', async () => {
    const passwords = argon2Passwords();
    const stored = await passwords.hash('the right password');
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    await passwords.verify(null, 'warm');
    // Interleaved, so that a busy machine disturbs both alike.
    for (let n = 0; n < 40; n += 1) {
      for (const [kind, hash] of [
        ['known', stored],
        ['unknown', null],
      ] as const) {
        const since = performance.now();
        expect(await passwords.verify(hash, 'a wrong password')).toBe(false);
        times[kind].push(performance.now() - since);
      }
    }
    // Without the work for nobody it would be some 20 ms on one side and none on the other.
    const ratio = Math.min(...times.unknown) / Math.min(...times.known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});
