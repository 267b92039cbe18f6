/** Writing segments: every deployment that uses one sees the change with its next decision. */
import type { Audience } from '@sluice/core/audience/audience';
import { compileAudience } from '@sluice/core/audience/compile';
import { parseAudience } from '@sluice/core/audience/schema';
import { ok, type Result, refused, under } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import { inUse } from '../../http/in-use.ts';
import { notFound } from '../../http/not-found.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { touchAllChannels } from '../channels/store.ts';
import { type SegmentAnswer, segmentAnswer } from './queries.ts';
import { lockSegments, type StoredSegment, usesSegment } from './store.ts';

export const createSegment = async (
  services: Services,
  actor: Actor,
  given: { readonly name: string; readonly audience: unknown },
): Promise<Result<SegmentAnswer>> => {
  const { db, clock, random } = services;
  const audience = atAudience(parseAudience(given.audience));
  if (!audience.ok) return audience;
  return inTransaction(db, async () => async (trx) => {
    const others = await lockSegments(trx, actor.workspaceId);
    const row = {
      id: random.id('segment'),
      name: given.name,
      created_at: new Date(clock.now()),
      revision: 1,
    };
    const segment: StoredSegment = { ...row, audience: audience.value };
    const compiled = compiles([...others, segment], segment);
    if (!compiled.ok) return compiled;
    await trx
      .insertInto('segments')
      .values({ ...row, workspace_id: actor.workspaceId, audience: JSON.stringify(segment.audience) })
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'segment.create',
      target: row.id,
      after: visible(segment),
    });
    return ok(segmentAnswer(segment));
  });
};

export const editSegment = async (
  services: Services,
  actor: Actor,
  id: string,
  patch: { readonly name?: string | undefined; readonly audience?: unknown },
): Promise<Result<SegmentAnswer>> => {
  const audience = patch.audience === undefined ? ok(null) : atAudience(parseAudience(patch.audience));
  if (!audience.ok) return audience;
  const outcome = await inTransaction(services.db, async () => async (trx) => {
    const all = await lockSegments(trx, actor.workspaceId);
    const before = all.find((each) => each.id === id);
    if (!before) return notFound('segment', id);
    const segment = {
      ...before,
      name: patch.name ?? before.name,
      audience: audience.value ?? before.audience,
    };
    const compiled = compiles([...all.filter((each) => each.id !== id), segment], segment);
    if (!compiled.ok) return compiled;
    await trx
      .updateTable('segments')
      .set({ name: segment.name, audience: JSON.stringify(segment.audience), revision: before.revision + 1 })
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', id)
      .execute();
    const channels = audience.value ? await touchAllChannels(trx, actor.workspaceId) : [];
    await recordDeed(services, trx, actor, {
      action: 'segment.edit',
      target: id,
      before: visible(before),
      after: visible(segment),
    });
    return ok({ answer: segmentAnswer(segment), channels });
  });
  if (!outcome.ok) return outcome;
  for (const channel of outcome.value.channels) services.plans.forget(channel);
  return ok(outcome.value.answer);
};

export const removeSegment = (services: Services, actor: Actor, id: string): Promise<Result<null>> =>
  inTransaction(services.db, async () => async (trx) => {
    const all = await lockSegments(trx, actor.workspaceId);
    const segment = all.find((each) => each.id === id);
    if (!segment) return notFound('segment', id);
    const what = `The segment "${segment.name}"`;
    const segments = all.filter((each) => usesSegment(each.audience, id));
    if (segments.length > 0) return inUse(what, 'segment', segments);
    const rows = await trx
      .selectFrom('deployments')
      .select(['name', 'audience'])
      .where('workspace_id', '=', actor.workspaceId)
      .where('archived_at', 'is', null)
      .orderBy('created_at')
      .execute();
    // parsed before it was stored
    const deployments = rows.filter((row) => usesSegment(row.audience as Audience, id));
    if (deployments.length > 0) return inUse(what, 'deployment', deployments);
    await trx
      .deleteFrom('segments')
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'segment.remove',
      target: id,
      before: visible(segment),
    });
    return ok(null);
  });

/**
 * Refuses segments that are unknown, and circles. All segments are compiled, for a change may make others too deep that
 * are fine by themselves; what is wrong with those is said at `audience`.
 */
const compiles = (all: readonly StoredSegment[], segment: StoredSegment): Result<unknown> => {
  const context = { segments: new Map(all.map((each) => [each.id, each.audience])), types: new Map() };
  const itself = atAudience(compileAudience(segment.audience, context));
  if (!itself.ok) return itself;
  const everyone = all.map(({ id }) => ({ name: id, rules: [{ segment: id }] }));
  const together = compileAudience({ everyone: false, groups: everyone }, context);
  return together.ok ? together : refused(...together.problems.map((each) => ({ ...each, at: 'audience' })));
};

const atAudience = <T>(outcome: Result<T>): Result<T> =>
  outcome.ok ? outcome : refused(...outcome.problems.map((each) => under('audience', each)));

const visible = ({ name, audience }: StoredSegment) => ({ name, audience });
