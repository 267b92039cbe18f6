/** What operators watch: how long turns and decisions take, and whether anything piles up. */
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db, PoolCounts } from '../../db/database.ts';

export type Metrics = {
  readonly registry: Registry;
  /** A person's message was answered, from its arrival to the last byte. */
  turnTook(seconds: number, status: number): void;
  /** A page load or an opening was answered. */
  decisionTook(seconds: number, purpose: 'visit' | 'conversation'): void;
};

/** `streams` and `pool` are asked at each scrape; without a pool (the embedded database) its gauge is left out. */
export const makeMetrics = (
  db: Db,
  clock: { now(): number },
  streams: () => number,
  pool: (() => PoolCounts) | null,
): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const turns = new Histogram({
    name: 'sluice_turn_seconds',
    help: 'From the arrival of a message to its answer: stored, stepped, committed.',
    labelNames: ['status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const decisions = new Histogram({
    name: 'sluice_decision_seconds',
    help: 'From the arrival of a page load or an opening to its answer.',
    labelNames: ['purpose'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers: [registry],
  });
  const waiting = sharedWhileAsked(() => queuesOf(db, new Date(clock.now())));
  const ofQueues = (name: string, help: string, read: (queue: Queue) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['queue'],
      registers: [registry],
      async collect() {
        // A database that does not answer says nothing about queues; all else is still told.
        this.reset();
        const queues = await waiting().catch(() => []);
        for (const queue of queues) this.set({ queue: queue.queue }, read(queue));
      },
    });
  };
  ofQueues(
    'sluice_queue_depth',
    'What waits: messages no turn has taken, effects to perform, deadlines that have passed; and what was given up.',
    ({ depth }) => depth,
  );
  ofQueues(
    'sluice_queue_oldest_seconds',
    'Age of the oldest that waits; 0 when nothing does.',
    ({ oldest }) => oldest,
  );
  new Gauge({
    name: 'sluice_event_streams',
    help: 'Open streams of website visitors on this node.',
    registers: [registry],
    collect() {
      this.set(streams());
    },
  });
  if (pool) {
    new Gauge({
      name: 'sluice_pool_connections',
      help: 'Connections of the PostgreSQL pool on this node, and callers that wait for one.',
      labelNames: ['state'],
      registers: [registry],
      collect() {
        for (const [state, count] of Object.entries(pool())) this.set({ state }, count);
      },
    });
  }
  return {
    registry,
    turnTook: (seconds, status) => turns.observe({ status: String(status) }, seconds),
    decisionTook: (seconds, purpose) => decisions.observe({ purpose }, seconds),
  };
};

/** Who asks while an answer is on its way gets the same: two gauges, one question a scrape. */
const sharedWhileAsked = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask().finally(() => {
      asked = null;
    });
    return asked;
  };
};

type Queue = { readonly queue: string; readonly depth: number; readonly oldest: number };

const queuesOf = async (db: Db, now: Date): Promise<readonly Queue[]> => {
  const { rows } = await sql<Queue>`
    select queue, count(since)::int as depth,
      coalesce(extract(epoch from ${now}::timestamptz - min(since)), 0)::float8 as oldest
    from (
      select 'inbox' as queue, received_at as since from inbox where status = 'pending'
      union all select 'inbox-dead', received_at from inbox where status = 'dead'
      union all select 'outbox', due_at from outbox where status = 'pending'
      union all select 'outbox-dead', due_at from outbox where status = 'dead'
      union all select 'deadlines', due_at from conversations where due_at <= ${now}::timestamptz
      union all values ('inbox', null::timestamptz), ('inbox-dead', null), ('outbox', null), ('outbox-dead', null),
        ('deadlines', null)
    ) waiting group by queue`.execute(db);
  return rows;
};
