/** Draws counted where they lie: people who stand alike as one line with their number, people named by acts apart. */
import { type Draw, METHOD } from '@sluice/core/rollout/draw';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import { type DrawRow, drawFromRow } from './rows.ts';

/** In which deployment, and which generation of its numbers. */
export type DrawnIn = { readonly id: string; readonly generation: number };

/** One draw that speaks for `count` people, none of them named by an act. */
export type DrawClass = { readonly draw: Draw; readonly count: number };

/** Nobody's id: what an act by name says never holds for a class. */
const UNNAMED = 'people who stand alike';

const of = (workspaceId: string, { id, generation }: DrawnIn): RawBuilder<unknown> => sql`
  d.workspace_id = ${workspaceId} and d.deployment_id = ${id} and d.generation = ${generation}::int`;

/** Whoever a draw `d` was stored for was merged into somebody ("m.id"), or somebody into them ("m.merged_into"). */
const merged = (by: 'm.id' | 'm.merged_into'): RawBuilder<unknown> => sql`
  select 1 from people m where m.workspace_id = d.workspace_id and ${sql.ref(by)} = d.person_id and m.merged_into is not null`;

/**
 * Everybody drawn who is not among `named`, as classes: the same share, act number and side of that share, and numbers
 * between the same two of `turningPoints`. Of somebody merged the earliest draw counts.
 */
export const drawClasses = async (
  db: Db,
  workspaceId: string,
  drawnIn: DrawnIn,
  { turningPoints, named }: { readonly turningPoints: readonly number[]; readonly named: readonly string[] },
): Promise<readonly DrawClass[]> => {
  const { rows } = await sql<{ share: number; act: number; u32: number; count: number }>`
    with drawn as (
      select d.person_id, d.share, d.act, d.u32 from draws d
      where ${of(workspaceId, drawnIn)}
        and not exists (${merged('m.id')}) and not exists (${merged('m.merged_into')})
      union all
      (select distinct on (person_id) person_id, share, act, u32 from (
        select m.merged_into as person_id, d.share, d.act, d.u32, d.at from draws d
          join people m on m.workspace_id = d.workspace_id and m.id = d.person_id and m.merged_into is not null
          where ${of(workspaceId, drawnIn)}
        union all
        select d.person_id, d.share, d.act, d.u32, d.at from draws d
          where ${of(workspaceId, drawnIn)} and exists (${merged('m.merged_into')})
      ) theirs order by person_id, act, at, u32)
    )
    select share, act, min(u32) as u32, count(*)::int as count
    from drawn where person_id <> all(${[...named]}::text[])
    group by share, act, u32 * 10000 < share::bigint * 4294967296, width_bucket(u32, ${[...turningPoints]}::bigint[])`.execute(
    db,
  );
  return rows.map(({ share, act, u32, count }) => ({
    count,
    draw: {
      deploymentId: drawnIn.id,
      generation: drawnIn.generation,
      person: UNNAMED,
      u32,
      share,
      act,
      at: 0,
      purpose: 'conversation',
      method: METHOD,
    },
  }));
};

export type NamedPerson = { readonly id: string; readonly key: string; readonly draw: Draw | null };

/** Those of the ids who are somebody today, with the draw that counts, also when it was made under another id. */
export const namedPeople = async (
  db: Db,
  workspaceId: string,
  drawnIn: DrawnIn,
  ids: readonly string[],
): Promise<readonly NamedPerson[]> => {
  const { rows } = await sql<{ id: string; key: string; draw: DrawRow | null }>`
    select distinct on (p.id) p.id, p.key, to_jsonb(d) as draw
    from people p
    cross join lateral (
      select p.id union all
      select m.id from people m where m.workspace_id = p.workspace_id and m.merged_into = p.id
    ) e (id)
    left join draws d on ${of(workspaceId, drawnIn)} and d.person_id = e.id
    where p.workspace_id = ${workspaceId} and p.merged_into is null and p.id = any(${[...ids]}::text[])
    order by p.id, d.act, d.at, d.u32`.execute(db);
  return rows.map(({ id, key, draw }) => ({ id, key, draw: draw && { ...drawFromRow(draw), person: id } }));
};
