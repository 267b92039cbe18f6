/** Writing channels: connect, change, archive. */
import type { JsonObject } from '@sluice/core/json';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Platform } from '@sluice/platforms/platform';
import type { Actor } from '../../http/actor.ts';
import { inUse } from '../../http/in-use.ts';
import { mergePatch } from '../../http/merge-patch.ts';
import { notFound } from '../../http/not-found.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { type ChannelAnswer, channelAnswer } from './channel-answer.ts';
import { openSettings, parseSettings, sealSettings } from './settings.ts';
import { lockChannel } from './store.ts';

type Settings = { readonly [key: string]: unknown };

export const createChannel = async (
  services: Services,
  actor: Actor,
  given: { readonly platform: string; readonly name: string; readonly settings: Settings },
): Promise<Result<ChannelAnswer>> => {
  const { db, clock, random, secrets } = services;
  const platform = platformOf(services, given.platform);
  if (!platform.ok) return platform;
  const settings = parseSettings(platform.value, given.settings);
  if (!settings.ok) return settings;
  const id = random.id('channel');
  const row = {
    workspace_id: actor.workspaceId,
    id,
    key: random.id('pub'),
    platform: given.platform,
    name: given.name,
    ...sealSettings(secrets, platform.value, id, settings.value),
    archived_at: null,
    created_at: new Date(clock.now()),
  };
  const answer = channelAnswer(secrets, row);
  await inTransaction(db, async () => async (trx) => {
    await trx
      .insertInto('channels')
      .values({ ...row, settings: JSON.stringify(row.settings) })
      .execute();
    await recordDeed(services, trx, actor, { action: 'channel.create', target: id, after: visible(answer) });
  });
  return ok(answer);
};

/** Settings merge into those that are there, secrets included, and the whole must hold again. */
export const editChannel = async (
  services: Services,
  actor: Actor,
  id: string,
  patch: { readonly name?: string | undefined; readonly settings?: Settings | undefined },
): Promise<Result<ChannelAnswer>> => {
  const { db, plans, secrets } = services;
  const outcome = await inTransaction(db, async () => async (trx) => {
    const row = await lockChannel(trx, actor.workspaceId, id);
    if (!row) return notFound('channel', id);
    const platform = platformOf(services, row.platform);
    if (!platform.ok) return platform;
    // what came in is JSON, checked to be an object
    const merged = mergePatch(openSettings(secrets, id, row), (patch.settings ?? {}) as JsonObject);
    const settings = parseSettings(platform.value, merged);
    if (!settings.ok) return settings;
    const stored = sealSettings(secrets, platform.value, id, settings.value);
    const changed = { ...row, ...stored, name: patch.name ?? row.name };
    await trx
      .updateTable('channels')
      .set({
        name: changed.name,
        settings: JSON.stringify(stored.settings),
        secrets: stored.secrets,
        revision: row.revision + 1,
      })
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', id)
      .execute();
    const answer = channelAnswer(secrets, changed);
    await recordDeed(services, trx, actor, {
      action: 'channel.edit',
      target: id,
      before: visible(channelAnswer(secrets, row)),
      after: visible(answer),
    });
    return ok(answer);
  });
  if (outcome.ok) plans.forget(id);
  return outcome;
};

export const archiveChannel = async (services: Services, actor: Actor, id: string): Promise<Result<null>> => {
  const { db, clock, plans } = services;
  const outcome = await inTransaction(db, async () => async (trx) => {
    const row = await lockChannel(trx, actor.workspaceId, id);
    if (!row) return notFound('channel', id);
    const users = await trx
      .selectFrom('deployments')
      .select('name')
      .where('workspace_id', '=', actor.workspaceId)
      .where('channel_id', '=', id)
      .where('archived_at', 'is', null)
      .orderBy('created_at')
      .execute();
    if (users.length > 0) return inUse(`The channel "${row.name}"`, 'deployment', users);
    await trx
      .updateTable('channels')
      .set({ archived_at: new Date(clock.now()), revision: row.revision + 1 })
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'channel.archive',
      target: id,
      before: { name: row.name },
    });
    return ok(null);
  });
  if (outcome.ok) plans.forget(id);
  return outcome;
};

const platformOf = ({ platforms }: Services, id: string): Result<Platform> => {
  const platform = platforms.get(id);
  return platform
    ? ok(platform)
    : refused(
        problem(
          'unknown-platform',
          'platform',
          `There is no platform "${id}".`,
          `Use one of ${[...platforms.keys()].join(', ')}.`,
        ),
      );
};

/** What the audit log may keep. */
const visible = ({ name, settings, secretsSet }: ChannelAnswer) => ({ name, settings, secretsSet });
