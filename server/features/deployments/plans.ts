/** Channels with their deployments, compiled once and held in memory until something they depend on changes. */
import type { Audience } from '@sluice/core/audience/audience';
import type { DeploymentWithActs } from '@sluice/core/deployment/deployment';
import { type ChannelPlan, compilePlan } from '@sluice/core/deployment/plan';
import type { JsonObject } from '@sluice/core/json';
import type { Platform } from '@sluice/platforms/platform';
import type { Selectable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { SecretBox } from '../../secrets.ts';
import { actFromRow, deploymentFromRow } from './rows.ts';

export type Channel = {
  readonly workspaceId: string;
  readonly id: string;
  readonly key: string;
  readonly platform: Platform;
  readonly name: string;
  /** Settings with the secrets filled in: for the server's own use, never for an answer. */
  readonly settings: JsonObject;
};

export type LoadedChannel = {
  readonly channel: Channel;
  /** The channel row's revision when this was read; a newer one in the database makes this stale. */
  readonly revision: number;
  readonly plan: ChannelPlan;
  readonly deployments: ReadonlyMap<string, DeploymentWithActs>;
};

export type Plans = {
  /** The channel by its public key; null when there is none (or it is archived). */
  byKey(key: string): Promise<LoadedChannel | null>;
  byId(workspaceId: string, channelId: string): Promise<LoadedChannel | null>;
  /** Forget a channel: called after the transaction that changed it has committed. */
  forget(channelId: string): void;
};

type Sources = {
  readonly db: Db;
  readonly secrets: SecretBox;
  readonly platforms: ReadonlyMap<string, Platform>;
};

/**
 * Loads on first use and keeps the promise of the load, so that a crowd arriving at a cold channel causes one read.
 * A load that began before a change and ended after it is dropped by `forget`, never kept.
 */
export const makePlans = (sources: Sources): Plans => {
  const idOfKey = new Map<string, { workspaceId: string; id: string }>();
  const loaded = new Map<string, Promise<LoadedChannel | null>>();

  const byId = (workspaceId: string, channelId: string): Promise<LoadedChannel | null> => {
    const held = loaded.get(channelId);
    if (held) return held.then((found) => (found?.channel.workspaceId === workspaceId ? found : null));
    const load = loadChannel(sources, workspaceId, channelId);
    loaded.set(channelId, load);
    load.then(
      (found) => found ?? loaded.delete(channelId),
      () => loaded.delete(channelId),
    );
    return load;
  };

  return {
    byId,
    byKey: async (key) => {
      const known = idOfKey.get(key) ?? (await findByKey(sources.db, key));
      if (!known) return null;
      idOfKey.set(key, known);
      return byId(known.workspaceId, known.id);
    },
    forget: (channelId) => {
      loaded.delete(channelId);
    },
  };
};

const findByKey = async (db: Db, key: string): Promise<{ workspaceId: string; id: string } | undefined> =>
  db
    .selectFrom('channels')
    .select(['workspace_id as workspaceId', 'id'])
    .where('key', '=', key)
    .where('archived_at', 'is', null)
    .executeTakeFirst();

const loadChannel = async (
  { db, secrets, platforms }: Sources,
  workspaceId: string,
  channelId: string,
): Promise<LoadedChannel | null> => {
  const row = await db
    .selectFrom('channels')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  const platform = row && platforms.get(row.platform);
  if (!row || !platform) return null;
  const settings = fullSettings(secrets, row);
  const [deploymentRows, actRows, segmentRows] = await Promise.all([
    db
      .selectFrom('deployments as d')
      .innerJoin('flows as f', (join) =>
        join.onRef('f.workspace_id', '=', 'd.workspace_id').onRef('f.id', '=', 'd.flow_id'),
      )
      .selectAll('d')
      .select('f.latest_version')
      .where('d.workspace_id', '=', workspaceId)
      .where('d.channel_id', '=', channelId)
      .where('d.archived_at', 'is', null)
      .execute(),
    db
      .selectFrom('acts as a')
      .innerJoin('deployments as d', (join) =>
        join.onRef('d.workspace_id', '=', 'a.workspace_id').onRef('d.id', '=', 'a.deployment_id'),
      )
      // An act on somebody who was merged since is an act on the person they are now.
      .leftJoin('people as p', (join) =>
        join.onRef('p.workspace_id', '=', 'a.workspace_id').onRef('p.id', '=', 'a.person_id'),
      )
      .selectAll('a')
      .select('p.merged_into')
      .where('a.workspace_id', '=', workspaceId)
      .where('d.channel_id', '=', channelId)
      .orderBy('a.n')
      .execute(),
    db.selectFrom('segments').select(['id', 'audience']).where('workspace_id', '=', workspaceId).execute(),
  ]);
  const deployments = new Map(
    deploymentRows.map((d): [string, DeploymentWithActs] => [
      d.id,
      {
        deployment: deploymentFromRow(d),
        acts: actRows
          .filter((a) => a.deployment_id === d.id)
          .map((a) => actFromRow({ ...a, person_id: a.merged_into ?? a.person_id })),
        latestVersion: d.latest_version,
      },
    ]),
  );
  const plan = compilePlan([...deployments.values()], {
    // Saved audiences were parsed when they were written.
    segments: new Map(segmentRows.map((s) => [s.id, s.audience as Audience])),
    types: new Map(platform.attributes(settings).map((entry) => [entry.path, entry.type])),
  });
  if (!plan.ok)
    throw new Error(`stored deployments of ${channelId} no longer compile: ${plan.problems[0]?.says}`);
  return {
    channel: { workspaceId, id: row.id, key: row.key, platform, name: row.name, settings },
    revision: row.revision,
    plan: plan.value,
    deployments,
  };
};

/** A channel row's settings with its secrets filled in: for the server's own use, never for an answer. */
export const fullSettings = (
  secrets: SecretBox,
  row: Pick<Selectable<Tables['channels']>, 'id' | 'settings' | 'secrets'>,
): JsonObject =>
  row.secrets === null
    ? row.settings
    : withSecrets(row.settings, JSON.parse(secrets.open(row.secrets, row.id)) as JsonObject); // sealed by the channel's own commands

/** Puts `{ "identity.secret": "…" }` back to where it was cut out of the settings. */
export const withSecrets = (settings: JsonObject, secrets: JsonObject): JsonObject => {
  const filled = structuredClone(settings) as Record<string, unknown>; // a copy of our own to write into
  for (const [path, value] of Object.entries(secrets)) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let place = filled;
    for (const key of keys) {
      place[key] ??= {};
      place = place[key] as Record<string, unknown>; // made or found just above
    }
    place[last] = value;
  }
  return filled as JsonObject; // JSON put into JSON
};
