/** What a deployment, or an edit of one, would mean for the people known so far. Writes nothing. */

import type { AudienceContext } from '@sluice/core/audience/compile';
import { type CompiledAudience, compileAudience } from '@sluice/core/audience/compile';
import { type Matched, type PreviewCounts, previewCounts } from '@sluice/core/deployment/counts';
import { type Deployment, rolloutOf } from '@sluice/core/deployment/deployment';
import type { EditOptions } from '@sluice/core/deployment/edit';
import { compileListing, isListed } from '@sluice/core/deployment/listing';
import type { PersonFacts } from '@sluice/core/deployment/person';
import { ok, type Problem, problem, type Result, refused } from '@sluice/core/problem';
import type { Act } from '@sluice/core/rollout/acts';
import { drawNumber } from '@sluice/core/rollout/draw';
import type { AttributeEntry } from '@sluice/platforms/platform';
import type { Actor } from '../../http/actor.ts';
import { earliest } from '../../runner/known-person.ts';
import type { Services } from '../../services.ts';
import { findChannel } from '../channels/store.ts';
import { countBetween, type Stage } from './act-counts.ts';
import { newDeployment } from './create.ts';
import { editOf, type Patch } from './edit.ts';
import { deploymentFromRow } from './rows.ts';
import { findDeployment, readActs } from './store.ts';
import { storedFacts, storedPeople } from './stored-people.ts';
import { audienceContext, catalogueOf, unknownAt } from './surroundings.ts';
import { attributeWatch, warningsOf } from './warnings.ts';

export type Draft = Patch & { readonly id?: string | undefined } & {
  readonly flowId?: string | undefined;
  readonly channelId?: string | undefined;
  readonly seed?: string | undefined;
};

/** Two states of a deployment and all that is needed to ask who gets the bot in each; `before` null: it is new. */
type Comparison = {
  readonly before: Stage | null;
  readonly after: Stage;
  readonly newActs: readonly Act[];
  readonly latestVersion: number;
  readonly catalogue: readonly AttributeEntry[];
  readonly audience: AudienceContext;
};

/** A new deployment gets its random seed when it is made. Until then its picks are those of this one: typical ones. */
const SEED_OF_NEW = '0';
const ID_OF_NEW = 'preview';

/** Whoever waits for a preview while choosing a share does not wait longer. */
const LONGEST_MS = 5_000;

/** Reads outside any transaction: however many people there are, others are served in between. */
export const preview = async (
  services: Services,
  actor: Actor,
  draft: Draft,
  options: EditOptions,
): Promise<Result<unknown>> => {
  const { db } = services;
  const compared =
    draft.id === undefined
      ? await compareNew(services, actor, draft)
      : await compareEdit(services, actor, draft.id, draft, options);
  if (!compared.ok) return compared;
  const comparison = compared.value;
  const { before, after, newActs, latestVersion, catalogue } = comparison;
  const watch = attributeWatch(after.deployment.audience);
  const { people, cut } = await countPeople(services, actor.workspaceId, comparison, watch.see);
  const acts = [];
  for (const { act } of newActs) {
    acts.push({ act, ...(await countBetween(db, actor.workspaceId, before ?? after, after)) });
  }
  const warnings = await warningsOf(db, actor.workspaceId, {
    deployment: after.deployment,
    isNew: before === null,
    latestVersion,
    catalogue,
    people,
    cut,
    unseen: watch.unseen(),
  });
  return ok({ people, acts, warnings });
};

const compareNew = async (
  services: Services,
  { workspaceId }: Actor,
  { flowId, channelId, ...fields }: Draft,
): Promise<Result<Comparison>> => {
  const { db } = services;
  const missing: Problem[] = [];
  if (flowId === undefined) missing.push(problem('missing', 'flowId', 'The deployment has no flow.'));
  if (channelId === undefined)
    missing.push(problem('missing', 'channelId', 'The deployment has no channel.'));
  if (flowId === undefined || channelId === undefined) return refused(...missing);
  const channel = await findChannel(db, workspaceId, channelId);
  const input = {
    ...fields,
    name: fields.name,
    version: fields.version,
    audience: fields.audience,
    rollout: fields.rollout,
    flowId,
    channelId,
  };
  const made = { id: ID_OF_NEW, seed: SEED_OF_NEW };
  const read = await newDeployment(services, db, workspaceId, channel, input, made);
  if (!read.ok) return read;
  if (!channel) throw new Error('a deployment was read on a channel that is not there');
  const catalogue = catalogueOf(services, channel);
  return ok({
    before: null,
    after: { deployment: read.value.deployment, acts: [] },
    newActs: [],
    latestVersion: read.value.latestVersion,
    catalogue,
    audience: await audienceContext(db, workspaceId, catalogue),
  });
};

const compareEdit = async (
  services: Services,
  { workspaceId }: Actor,
  id: string,
  { id: _id, ...patch }: Draft,
  options: EditOptions,
): Promise<Result<Comparison>> => {
  const { db } = services;
  const row = await findDeployment(db, workspaceId, id);
  if (!row) return refused(unknownAt('id', 'deployment', id));
  const before: Stage = { deployment: deploymentFromRow(row), acts: await readActs(db, workspaceId, id) };
  const read = await editOf(services, db, workspaceId, row.latest_version, before, patch, options);
  if (!read.ok) return read;
  const { after, newActs, catalogue, audience } = read.value;
  return ok({ before, after, newActs, latestVersion: row.latest_version, catalogue, audience });
};

/** Who is meant by one state of the deployment: its audience compiled, its lists as sets. */
const matcher = (deployment: Deployment, context: AudienceContext, now: number) => {
  const compiled = compileAudience(deployment.audience, context);
  if (!compiled.ok) throw new Error(`the audience of ${deployment.id} no longer compiles`);
  const audience: CompiledAudience = compiled.value;
  const [always, never] = [compileListing(deployment.always), compileListing(deployment.never)];
  return (facts: PersonFacts): Matched => ({
    matches: audience.matches(facts.attributes, now),
    listed: isListed(always, facts) ? 'always' : isListed(never, facts) ? 'never' : undefined,
  });
};

/** Both states mean the same people: asked once. */
const sameMatch = (a: Deployment, b: Deployment): boolean =>
  JSON.stringify([a.audience, a.always, a.never]) === JSON.stringify([b.audience, b.always, b.never]);

type Counted = {
  readonly people: PreviewCounts;
  /** Not everybody was looked at. */
  readonly cut: boolean;
};

/** Whom an audience matches can only be asked person by person: of very many as many as fit into the time. */
const countPeople = async (
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  workspaceId: string,
  { before, after, catalogue, audience }: Comparison,
  see: (facts: PersonFacts) => void,
): Promise<Counted> => {
  const now = clock.now();
  const isAfter = matcher(after.deployment, audience, now);
  const wasBefore = before && matcher(before.deployment, audience, now);
  const same = before !== null && sameMatch(before.deployment, after.deployment);
  const stages = before ? [before, after] : [after];
  const identities = stages.some(({ deployment: d }) => d.always.length > 0 || d.never.length > 0);
  const rollout = rolloutOf(after.deployment, after.acts);
  const earlier = before && rolloutOf(before.deployment, before.acts);
  const { id, seed } = after.deployment;
  const total = { known: 0, matching: 0, in: 0, out: 0, newlyIn: 0, newlyOut: 0 };
  for await (const batch of storedPeople(db, workspaceId, { drawnIn: after.deployment, identities })) {
    if (clock.now() - now > LONGEST_MS) return { people: total, cut: true };
    const people = batch.map((person) => {
      const facts = storedFacts(person, catalogue);
      see(facts);
      const matched = isAfter(facts);
      return {
        person: person.id,
        draw: earliest(person.draws).get(id) ?? null,
        u32: drawNumber(seed, person.key),
        after: matched,
        before: same ? matched : wasBefore?.(facts),
      };
    });
    const counted = previewCounts(people, earlier, rollout);
    total.known += counted.known;
    total.matching += counted.matching;
    total.in += counted.in;
    total.out += counted.out;
    total.newlyIn += counted.newlyIn;
    total.newlyOut += counted.newlyOut;
  }
  return { people: total, cut: false };
};
