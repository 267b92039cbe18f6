import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/fakes/database.ts';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';
import { type Watched, watchedDatabase } from '../../test/fakes/watched-database.ts';

let sluice: FakeSluice;
let watched: Watched;
beforeAll(async () => {
  watched = watchedDatabase(await testDatabase());
  sluice = await fakeSluice({}, { database: watched.database });
});
afterAll(() => sluice.close());

const scraped = async (): Promise<string> => (await sluice.app.inject('/metrics')).body;
/** The value of the line that begins like this. */
const sample = (text: string, start: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(start))
      ?.split(' ')
      .at(-1),
  );

describe('/metrics', () => {
  it('is Prometheus text', async () => {
    const answer = await sluice.app.inject('/metrics');
    expect(answer.headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(answer.body).toContain('# TYPE sluice_turn_seconds histogram');
  });

  it('counts page loads and how long they took', async () => {
    const line = 'sluice_decision_seconds_count{purpose="visit"}';
    const before = sample(await scraped(), line) || 0;
    await sluice.app.inject({ method: 'POST', url: '/website/pub_unknown/visits', payload: {} });
    expect(sample(await scraped(), line)).toBe(before + 1);
  });

  it('shows what piles up, and for how long', async () => {
    const { db, clock } = sluice.runner;
    await db
      .insertInto('outbox')
      .values({
        workspace_id: 'w',
        id: 'wish',
        conversation_id: 'c',
        person_id: 'p',
        turn: 1,
        n: 0,
        effect: '{}',
        status: 'pending',
        due_at: new Date(clock.now() - 90_000),
        problem: null,
      })
      .execute();
    const text = await scraped();
    expect(sample(text, 'sluice_queue_depth{queue="outbox"}')).toBe(1);
    expect(sample(text, 'sluice_queue_oldest_seconds{queue="outbox"}')).toBe(90);
    expect(sample(text, 'sluice_queue_depth{queue="inbox"}')).toBe(0);
  });

  it('shows what was given up, and asks the database once for all of it', async () => {
    const { db, clock } = sluice.runner;
    await db
      .insertInto('inbox')
      .values({
        workspace_id: 'w',
        conversation_id: 'c',
        message_id: 'm',
        answer_given: '{}',
        fingerprint: 'f',
        status: 'dead',
        received_at: new Date(clock.now() - 5_000),
      })
      .execute();
    watched.forget();
    const text = await scraped();
    expect(sample(text, 'sluice_queue_depth{queue="inbox-dead"}')).toBe(1);
    expect(sample(text, 'sluice_queue_oldest_seconds{queue="inbox-dead"}')).toBe(5);
    expect(watched.asked()).toEqual(['read']);
  });

  it('tells the rest while the database does not answer', async () => {
    watched.down = true;
    const answer = await sluice.app.inject('/metrics');
    watched.down = false;
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('process_cpu_user_seconds_total');
    expect(answer.body).not.toContain('sluice_queue_depth{');
  });

  it('is described in the operator’s guide, name by name', async () => {
    const guide = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const ours = [...(await scraped()).matchAll(/^# TYPE (sluice_\w+)/gm)].map(([, name = '']) => name);
    expect(ours.length).toBeGreaterThan(4);
    expect(ours.filter((name) => !guide.includes(`\`${name}`))).toEqual([]);
    expect(guide).toContain('`sluice_pool_connections`');
  });

  it('counts the connections of the pool where there is one', async () => {
    const text = await scraped();
    const counted = ['total', 'idle', 'waiting'].map((state) =>
      Number.isInteger(sample(text, `sluice_pool_connections{state="${state}"}`)),
    );
    expect(new Set(counted)).toEqual(new Set([sluice.database.pool !== null]));
  });
});
