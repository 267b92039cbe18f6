/** Does a named act, or only counts it: the same counts in both cases. */
import type { ActCounts } from '@sluice/core/deployment/counts';
import { applyAct } from '@sluice/core/deployment/edit';
import { ok, type Result, refused } from '@sluice/core/problem';
import { type Draw, makeDraw } from '@sluice/core/rollout/draw';
import { storeFreshDraw } from '../../runner/draw-store.ts';
import { earliest } from '../../runner/known-person.ts';
import { actDeed, countBetween } from './act-counts.ts';
import { type Change, type ChangeCall, changeDeployment, type DeploymentTools, save } from './change.ts';
import { findPersonId } from './find-person.ts';
import { storedPerson } from './stored-people.ts';
import { unknownAt } from './surroundings.ts';

export type ActCall = {
  readonly act?: unknown;
  readonly share?: unknown;
  readonly person?: unknown;
  readonly confirm?: unknown;
  readonly dryRun: boolean;
};

/** What the act changed, and the deployment's revision after it. */
export type Done = { readonly counts: ActCounts; readonly revision: number };

const ON_ONE_PERSON: ReadonlySet<unknown> = new Set(['put-in', 'leave-out']);

/**
 * Acts on people need somebody who is stored. Putting in somebody who was never drawn draws them first, at today's
 * share, so that their number is known and the act that follows decides.
 */
export const act = async (
  services: DeploymentTools,
  call: ChangeCall,
  asked: ActCall,
): Promise<Result<Done>> => {
  const { workspaceId } = call.actor;
  let drawn: Draw | null = null;
  const done = await changeDeployment(services, call, async (change): Promise<Result<Done>> => {
    const { trx, row, current, acts } = change;
    drawn = null;
    let { person } = asked;
    if (ON_ONE_PERSON.has(asked.act) && typeof person === 'string' && person.trim() !== '') {
      const found = await findPersonId(trx, workspaceId, person.trim());
      if (found === null) return refused(unknownAt('person', 'person', person));
      person = found;
    }
    const request = { act: asked.act, share: asked.share, person, confirm: asked.confirm };
    const applied = applyAct(current, request, services.random.seed());
    if (!applied.ok) return applied;
    const before = { deployment: current, acts };
    const after = { deployment: applied.value.deployment, acts: [...acts, applied.value.act] };
    const counts = await countBetween(trx, workspaceId, before, after);
    if (asked.dryRun) return ok({ counts, revision: row.revision });
    if (applied.value.act.act === 'put-in') drawn = await drawFirst(change, applied.value.act.person);
    const written = await save(
      services,
      change,
      after.deployment,
      [applied.value.act],
      [actDeed(applied.value.act, after, counts)],
    );
    return ok({ counts, revision: written.revision });
  });
  if (done.ok && drawn) services.counts.count(workspaceId, [drawn]);
  return done;
};

/** The draw of somebody not drawn in this generation yet; null when they were. */
const drawFirst = async ({ trx, actor, current, at }: Change, personId: string): Promise<Draw | null> => {
  const person = await storedPerson(trx, actor.workspaceId, personId);
  if (!person) throw new Error(`person ${personId} was found and is gone`);
  const kept = earliest(person.draws).get(current.id);
  if (kept?.generation === current.generation) return null;
  const draw = makeDraw({
    deploymentId: current.id,
    generation: current.generation,
    seed: current.seed,
    person: person.id,
    key: person.key,
    share: current.rollout.share,
    act: current.actNumber,
    at: at.getTime(),
    purpose: 'put-in',
  });
  return (await storeFreshDraw(trx, actor.workspaceId, draw)) === 'stored' ? draw : null;
};
