/** What a deployment's fields are checked against: its channel's catalogue, the workspace's segments, its flow. */
import type { Audience } from '@sluice/core/audience/audience';
import type { AudienceContext } from '@sluice/core/audience/compile';
import { type Problem, problem } from '@sluice/core/problem';
import type { AttributeEntry } from '@sluice/platforms/platform';
import type { Selectable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { Services } from '../../services.ts';
import { openSettings } from '../channels/settings.ts';

type ChannelRow = Selectable<Tables['channels']>;
type Tools = Pick<Services, 'platforms' | 'secrets'>;

/** What can be targeted on the channel, and whose word it is. */
export const catalogueOf = (
  { platforms, secrets }: Tools,
  channel: ChannelRow,
): readonly AttributeEntry[] => {
  const platform = platforms.get(channel.platform);
  if (!platform) throw new Error(`channel ${channel.id} is on an unknown platform "${channel.platform}"`);
  return platform.attributes(openSettings(secrets, channel.id, channel));
};

/**
 * For compiling audiences: every saved audience of the workspace and the declared types of the channel. In a
 * transaction the segments are held until it ends, so that none is deleted while an audience that uses it is saved.
 */
export const audienceContext = async (
  db: Db,
  workspaceId: string,
  catalogue: readonly AttributeEntry[],
): Promise<AudienceContext> => {
  const saved = db.selectFrom('segments').select(['id', 'audience']).where('workspace_id', '=', workspaceId);
  const segments = await (db.isTransaction ? saved.forShare() : saved).execute();
  return {
    // Saved audiences were parsed when they were written.
    segments: new Map(segments.map((segment) => [segment.id, segment.audience as Audience])),
    types: new Map(catalogue.map((entry) => [entry.path, entry.type])),
  };
};

/** Held until the transaction ends: the flow cannot be archived while something is deployed from it. */
export const holdFlow = (trx: Db, workspaceId: string, id: string) =>
  trx
    .selectFrom('flows')
    .select(['id', 'latest_version'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .forShare()
    .executeTakeFirst();

/** The seed of another deployment of the workspace; undefined when there is no such deployment. */
export const seedOf = async (db: Db, workspaceId: string, id: string): Promise<string | undefined> => {
  const row = await db
    .selectFrom('deployments')
    .select('seed')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.seed;
};

/** A field that names something which is not there (or in another workspace). */
export const unknownAt = (at: string, kind: string, id: string): Problem =>
  problem(
    `unknown-${kind}`,
    at,
    `There is no ${kind} "${id}".`,
    'Check the id, and that the key is of its workspace.',
  );
