/** Explains the decision for one person on one channel without making it: the same `decide`, nothing written. */
import { decide } from '@sluice/core/deployment/decide';
import type { Decision } from '@sluice/core/deployment/decision';
import type { PersonFacts } from '@sluice/core/deployment/person';
import { type Instant, toIso } from '@sluice/core/instant';
import type { JsonObject } from '@sluice/core/json';
import { ok, type Result, refused } from '@sluice/core/problem';
import type { Draw } from '@sluice/core/rollout/draw';
import type { Actor } from '../../http/actor.ts';
import { earliest } from '../../runner/known-person.ts';
import type { Services } from '../../services.ts';
import { findPersonId } from '../deployments/find-person.ts';
import { storedFacts, storedPerson } from '../deployments/stored-people.ts';
import { unknownAt } from '../deployments/surroundings.ts';

export type Asked = {
  readonly channelId: string;
  readonly person: { readonly key?: string | null | undefined; readonly attributes: JsonObject };
};

/**
 * Somebody known, by any of their keys, is decided on as stored (draws and attributes), with the given attributes laid
 * over. A key that nobody has is a stranger's; no key at all is a person without a stable id.
 */
export const explain = async (
  services: Pick<Services, 'db' | 'clock' | 'plans'>,
  { workspaceId }: Actor,
  { channelId, person }: Asked,
): Promise<Result<Decision>> => {
  const { db, clock, plans } = services;
  const loaded = await plans.byId(workspaceId, channelId);
  if (!loaded) return refused(unknownAt('channelId', 'channel', channelId));
  const now = clock.now();
  const id = person.key == null ? null : await findPersonId(db, workspaceId, person.key);
  const known = id === null ? null : await storedPerson(db, workspaceId, id);
  const { platform, settings } = loaded.channel;
  const facts = known
    ? storedFacts(known, platform.attributes(settings), person.attributes)
    : stranger(person.key ?? null, person.attributes, now);
  const draws: ReadonlyMap<string, Draw> = earliest(known?.draws ?? []);
  return ok(decide(loaded.plan, facts, draws, now, 'conversation', { trace: true }).decision);
};

const stranger = (key: string | null, given: JsonObject, now: Instant): PersonFacts => {
  const attributes: JsonObject = { first_seen: toIso(now), ...given };
  const identities = new Set(key === null ? [] : [key]);
  if (typeof attributes.email === 'string') identities.add(attributes.email);
  return { id: key ?? '', key, identities: [...identities], attributes };
};
