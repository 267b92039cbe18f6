/** A person as one read finds them: identities, attributes, draws and the open conversation. */

import type { JsonObject } from '@sluice/core/json';
import type { Draw } from '@sluice/core/rollout/draw';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type DrawRow, drawFromRow } from '../features/deployments/rows.ts';
import type { Given } from '../features/people/layers.ts';

export type IdentityKind = 'user' | 'visitor' | 'intercom';
export type Identity = { readonly kind: IdentityKind; readonly value: string };

export type KnownPerson = {
  readonly id: string;
  /** This person's id and those of everybody merged into them. */
  readonly ids: readonly string[];
  /** The stable id of first contact: what the draw's number is made from. */
  readonly key: string;
  /** Verified: from a signed identity or the API. */
  readonly verified: JsonObject;
  readonly given: Given;
  readonly createdAt: Date;
  readonly identities: readonly Identity[];
  /** One per deployment: with several (after a merge) the earliest counts. */
  readonly draws: ReadonlyMap<string, Draw>;
  readonly openConversation: string | null;
};

type Row = {
  id: string;
  key: string;
  attributes: JsonObject;
  given: Given;
  created_at: Date;
  merged: string[] | null;
  identities: { kind: IdentityKind; value: string }[] | null;
  draws: DrawRow[] | null;
  open_conversation: string | null;
};

/** One indexed read. Null when nobody has this identity. `generations` of older draws are filtered by the decision. */
export const findPerson = async (
  db: Db,
  workspaceId: string,
  channelId: string,
  identity: Identity,
): Promise<KnownPerson | null> => {
  const { rows } = await sql<Row>`
    with person as (
      select p.* from identities i
      join people p on p.workspace_id = i.workspace_id and p.id = i.person_id
      where i.workspace_id = ${workspaceId} and i.kind = ${identity.kind} and i.value = ${identity.value}
    ), everyone as (
      select id from person
      union all
      select m.id from people m join person p on m.workspace_id = p.workspace_id and m.merged_into = p.id
    )
    select p.id, p.key, p.attributes, p.given, p.created_at,
      (select json_agg(e.id) from everyone e where e.id <> p.id) as merged,
      (select json_agg(json_build_object('kind', i.kind, 'value', i.value))
         from identities i where i.workspace_id = ${workspaceId} and i.person_id = p.id) as identities,
      (select json_agg(d) from draws d
         where d.workspace_id = ${workspaceId} and d.person_id in (select id from everyone)) as draws,
      (select c.id from conversations c
         where c.workspace_id = ${workspaceId} and c.channel_id = ${channelId}
           and c.person_id in (select id from everyone) and c.status in ('waiting', 'handed-off')
         order by c.touched_at desc limit 1) as open_conversation
    from person p`.execute(db);
  const row = rows[0];
  if (!row) return null;
  return {
    id: row.id,
    ids: [row.id, ...(row.merged ?? [])],
    key: row.key,
    verified: row.attributes,
    given: row.given,
    createdAt: new Date(row.created_at),
    identities: row.identities ?? [],
    // Drawn under an id that was merged since: today it is this person's draw.
    draws: earliest((row.draws ?? []).map((draw) => ({ ...drawFromRow(draw), person: row.id }))),
    openConversation: row.open_conversation,
  };
};

/** Per deployment the draw of the newest generation, and of several of those the earliest. */
export const earliest = (draws: readonly Draw[]): ReadonlyMap<string, Draw> => {
  const kept = new Map<string, Draw>();
  for (const draw of draws) {
    const other = kept.get(draw.deploymentId);
    if (!other || precedes(draw, other)) kept.set(draw.deploymentId, draw);
  }
  return kept;
};

/** "Earliest" without comparing clocks first: the act number orders draws, time only breaks ties within one. */
const precedes = (a: Draw, b: Draw): boolean =>
  a.generation !== b.generation
    ? a.generation > b.generation
    : a.act !== b.act
      ? a.act < b.act
      : a.at !== b.at
        ? a.at < b.at
        : a.u32 < b.u32;
