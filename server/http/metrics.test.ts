import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';

let sluice: FakeSluice;
beforeAll(async () => {
  sluice = await fakeSluice();
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
});
