/** Counting in the database gives what the core's fold gives person by person, whatever was drawn, merged and done. */
import { actCounts } from '@sluice/core/deployment/counts';
import { type Deployment, rolloutOf } from '@sluice/core/deployment/deployment';
import { sampleDeployment } from '@sluice/core/deployment/sample';
import type { Act } from '@sluice/core/rollout/acts';
import { type Draw, drawNumber, firstOver, METHOD } from '@sluice/core/rollout/draw';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../test/fakes/database.ts';
import type { Database } from '../../db/database.ts';
import { earliest } from '../../runner/known-person.ts';
import { countBetween } from './act-counts.ts';

const WORKSPACE = 'w';
const MOST_PEOPLE = 40;

let database: Database;
beforeAll(async () => {
  database = await testDatabase();
  await sql`insert into workspaces (id, name, created_at) values (${WORKSPACE}, 'W', now())`.execute(
    database.db,
  );
});
afterAll(() => database.close());

type Story = {
  readonly generation: number;
  readonly mode: Deployment['rollout']['mode'];
  readonly shares: readonly [number, number];
  readonly people: readonly { readonly into: number | null }[];
  readonly draws: readonly Omit<Draw, 'deploymentId' | 'method' | 'purpose'>[];
  readonly acts: readonly Act[];
  readonly news: readonly Act[];
};

const id = (n: number): string => `p${n}`;
/** Few different shares, so that numbers often lie at the very edge of one. */
const share = fc.constantFrom(0, 1, 2_500, 3_333, 5_000, 9_999, 10_000);
const drawnAt = fc.constantFrom(2_500, 10_000);
const u32 = fc.oneof(
  fc
    .tuple(share, fc.constantFrom(-1, 0))
    .map(([at, by]) => Math.min(Math.max(firstOver(at) + by, 0), 2 ** 32 - 1)),
  fc.nat(2 ** 32 - 1),
);
const person = fc.nat(MOST_PEOPLE - 1).map(id);
const anAct = fc.oneof(
  fc.record({ act: fc.constant('full-launch' as const), include: fc.boolean() }),
  fc.record({ act: fc.constantFrom('invite-again' as const, 'take-back' as const), share }),
  fc.record({ act: fc.constantFrom('put-in' as const, 'leave-out' as const), person }),
  fc.record({ act: fc.constant('redraw-everyone' as const) }),
);
type AnAct = typeof anAct extends fc.Arbitrary<infer A> ? A : never;
const numbered = (acts: readonly AnAct[], from: number): readonly Act[] =>
  acts.map((act, at) => ({ ...act, n: from + at }));

const story: fc.Arbitrary<Story> = fc
  .record({
    generation: fc.constantFrom(1, 2),
    mode: fc.constantFrom('permanent' as const, 'permanent' as const, 'follow' as const),
    shares: fc.tuple(share, share),
    people: fc.array(fc.record({ into: fc.option(fc.nat(MOST_PEOPLE - 1), { freq: 2 }) }), {
      minLength: MOST_PEOPLE,
      maxLength: MOST_PEOPLE,
    }),
    draws: fc.uniqueArray(
      // Few of everything: what tells people apart must be their numbers.
      fc.record({
        generation: fc.constantFrom(1, 1, 2),
        person,
        u32,
        share: drawnAt,
        act: fc.nat(2),
        at: fc.nat(3),
      }),
      { selector: (draw) => `${draw.generation} ${draw.person}`, maxLength: 2 * MOST_PEOPLE },
    ),
    acts: fc.array(anAct, { maxLength: 5 }),
    news: fc.array(anAct, { maxLength: 1 }),
  })
  .map(({ acts, news, ...rest }) => ({
    ...rest,
    acts: numbered(acts, 1),
    news: numbered(news, acts.length + 1),
  }));

/** Merged at most once, into somebody who was not: as merging keeps it. */
const mergedInto = ({ people }: Story, n: number): string | null => {
  const into = people[n]?.into ?? null;
  return into === null || into === n || people[into]?.into !== null ? null : id(into);
};

const store = async (told: Story): Promise<void> => {
  const { db } = database;
  await sql`delete from draws`.execute(db);
  await sql`delete from people`.execute(db);
  const people = told.people.map((_, n) => ({ id: id(n), merged_into: mergedInto(told, n) }));
  await sql`insert into people (workspace_id, id, key, attributes, claimed, merged_into, created_at, last_seen_at)
    select ${WORKSPACE}, p.id, p.id, '{}', '{}', p.merged_into, now(), now()
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p (id text, merged_into text)`.execute(db);
  await sql`insert into draws (workspace_id, deployment_id, generation, person_id, u32, share, act, at, purpose, method)
    select ${WORKSPACE}, 'd1', d.generation, d.person, d.u32, d.share, d.act, to_timestamp(d.at), 'visit', ${METHOD}
    from jsonb_to_recordset(${JSON.stringify(told.draws)}::jsonb)
      as d (generation int, person text, u32 bigint, share int, act int, at int)`.execute(db);
};

/** As the core counts: everybody who is somebody, each with the earliest of their draws. */
const oneByOne = (told: Story, before: Deployment) =>
  told.people.flatMap((_, n) => {
    if (mergedInto(told, n) !== null) return [];
    const ids = told.people.flatMap((_each, m) => (m === n || mergedInto(told, m) === id(n) ? [id(m)] : []));
    const draws = told.draws
      .filter((draw) => draw.generation === before.generation && ids.includes(draw.person))
      .map(
        (draw): Draw => ({
          ...draw,
          deploymentId: 'd1',
          person: id(n),
          at: draw.at * 1_000,
          purpose: 'visit',
          method: METHOD,
        }),
      );
    return [{ person: id(n), draw: earliest(draws).get('d1') ?? null, u32: drawNumber(before.seed, id(n)) }];
  });

it('everybody is counted once, and as they stand', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      await store(told);
      const at = (n: 0 | 1, generation: number): Deployment =>
        sampleDeployment({
          rollout: { share: told.shares[n], mode: told.mode },
          generation,
        });
      const redrawn = told.news.some(({ act }) => act === 'redraw-everyone');
      const before = { deployment: at(0, told.generation), acts: told.acts };
      const after = {
        deployment: at(1, told.generation + (redrawn ? 1 : 0)),
        acts: [...told.acts, ...told.news],
      };
      expect(await countBetween(database.db, WORKSPACE, before, after)).toEqual(
        actCounts(
          oneByOne(told, before.deployment),
          rolloutOf(before.deployment, before.acts),
          rolloutOf(after.deployment, after.acts),
        ),
      );
    }),
    { seed: 2_027, numRuns: 100 },
  );
});
