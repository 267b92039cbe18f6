/** Reading segments, and finding who uses them; shared by commands and queries. */
import type { Audience } from '@sluice/core/audience/audience';
import type { Db } from '../../db/database.ts';

export type StoredSegment = {
  readonly id: string;
  readonly name: string;
  readonly audience: Audience;
  readonly revision: number;
  readonly created_at: Date;
};

/** All segments of a workspace; nobody changes one of them until this transaction ends. */
export const lockSegments = async (trx: Db, workspaceId: string): Promise<readonly StoredSegment[]> => {
  // One lock for all of them: two edits at the same moment could otherwise close a circle that neither of them sees.
  await trx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forNoKeyUpdate().execute();
  const rows = await trx
    .selectFrom('segments')
    .select(['id', 'name', 'audience', 'revision', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({ ...row, audience: row.audience as Audience })); // parsed before it was stored
};

/** True when a rule of this audience names the segment. */
export const usesSegment = (audience: Audience, id: string): boolean =>
  audience.groups.some(({ rules }) => rules.some((rule) => 'segment' in rule && rule.segment === id));
