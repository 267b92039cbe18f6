/** Channels with their deployments, compiled once and held in memory until something they depend on changes. */
import type { DeploymentWithActs } from '@sluice/core/deployment/deployment';
import { type ChannelPlan, compilePlan } from '@sluice/core/deployment/plan';
import type { JsonObject } from '@sluice/core/json';
import type { Platform } from '@sluice/platforms/platform';
import type { Db } from '../../db/database.ts';
import type { SecretBox } from '../../secrets.ts';
import { openSettings } from '../channels/settings.ts';
import { findChannel } from '../channels/store.ts';
import { deploymentFromRow } from './rows.ts';
import { liveDeployments, readActsOf } from './store.ts';
import { audienceContext } from './surroundings.ts';

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
  /** As it stands in this transaction, and nobody changes it until that ends. Null when it is gone. */
  hold(trx: Db, workspaceId: string, channelId: string): Promise<LoadedChannel | null>;
  /**
   * Forget a channel: called after the transaction that changed it has committed. With `revision` it is kept when what is
   * held is as new.
   */
  forget(channelId: string, revision?: number): void;
  /** Forget all: changes on other nodes may have been missed. */
  forgetAll(): void;
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
    hold: async (trx, workspaceId, channelId) => {
      await trx
        .selectFrom('channels')
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', channelId)
        .forShare()
        .execute();
      return loadChannel({ ...sources, db: trx }, workspaceId, channelId);
    },
    forget: (channelId, revision) => {
      const held = loaded.get(channelId);
      if (revision === undefined) loaded.delete(channelId);
      else
        held?.then(
          (found) => {
            const isOlder = (found?.revision ?? 0) < revision;
            if (isOlder && loaded.get(channelId) === held) loaded.delete(channelId);
          },
          () => undefined,
        );
    },
    forgetAll: () => {
      loaded.clear();
      idOfKey.clear();
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
  const row = await findChannel(db, workspaceId, channelId);
  const platform = row && platforms.get(row.platform);
  if (!row || !platform) return null;
  const settings = openSettings(secrets, row.id, row);
  // One after another: inside a transaction there is one connection.
  const rows = await liveDeployments(db, workspaceId).where('d.channel_id', '=', channelId).execute();
  const acts = await readActsOf(db, workspaceId, (eb) => eb('d.channel_id', '=', channelId));
  const audiences = await audienceContext(db, workspaceId, platform.attributes(settings));
  const deployments = new Map(
    rows.map((d): [string, DeploymentWithActs] => [
      d.id,
      { deployment: deploymentFromRow(d), acts: acts.get(d.id) ?? [], latestVersion: d.latest_version },
    ]),
  );
  const plan = compilePlan([...deployments.values()], audiences);
  if (!plan.ok)
    throw new Error(`stored deployments of ${channelId} no longer compile: ${plan.problems[0]?.says}`);
  return {
    channel: { workspaceId, id: row.id, key: row.key, platform, name: row.name, settings },
    revision: row.revision,
    plan: plan.value,
    deployments,
  };
};
