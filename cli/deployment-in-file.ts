/** One deployment as a file holds it: read by the same rules as one that comes through the API. */
import type { AudienceContext } from '@sluice/core/audience/compile';
import { type DeploymentWithActs, FIRST_GENERATION } from '@sluice/core/deployment/deployment';
import {
  readAudience,
  readListing,
  readMode,
  readPerson,
  readPosition,
  readShare,
  readVersion,
} from '@sluice/core/deployment/fields';
import { ok, type Problem, problem, type Result, refused, under } from '@sluice/core/problem';
import type { Act } from '@sluice/core/rollout/acts';
import { toPercent } from '@sluice/core/rollout/share';
import { z } from 'zod';

const actInFile = z.strictObject({
  n: z.int().min(1),
  act: z.enum(['full-launch', 'invite-again', 'take-back', 'put-in', 'leave-out', 'redraw-everyone']),
  share: z.unknown().optional(),
  person: z.unknown().optional(),
  /** Of a full launch: whether people drawn out before it are let in (they are, unless it says otherwise). */
  include: z.boolean().optional(),
  keep: z.boolean().optional(),
  at: z.string().optional(),
});

/** What may be anything here is read, and refused in words, by the core. */
export const deploymentInFile = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  seed: z.string().min(1),
  generation: z.int().min(1).optional(),
  active: z.boolean(),
  position: z.unknown().optional(),
  version: z.unknown(),
  latestVersion: z.int().min(0),
  audience: z.unknown(),
  rollout: z.strictObject({ share: z.unknown(), mode: z.unknown().optional() }),
  always: z.unknown().optional(),
  never: z.unknown().optional(),
  acts: z.array(actInFile).default([]),
});

export type DeploymentInFile = z.infer<typeof deploymentInFile>;

/** A file names a generation or lets it follow from the log: every redraw of everyone begins the next. */
export const generationOf = ({ generation, acts }: DeploymentInFile): number =>
  generation ?? FIRST_GENERATION + redrawsAfter(acts, 0);

/** How often everyone was redrawn after an act number. */
export const redrawsAfter = (acts: DeploymentInFile['acts'], number: number): number =>
  acts.filter(({ act, n }) => act === 'redraw-everyone' && n > number).length;

/** Without a position, deployments stand in the order of the file. */
export const readDeployment = (
  given: DeploymentInFile,
  index: number,
  context: AudienceContext,
): Result<DeploymentWithActs> => {
  const version = readVersion(given.version, given.latestVersion);
  const share = readShare(given.rollout.share, 'rollout.share');
  const mode = readMode(given.rollout.mode ?? 'permanent');
  const audience = readAudience(given.audience, context);
  const always = readListing(given.always ?? [], 'always');
  const never = readListing(given.never ?? [], 'never');
  const position = readPosition(given.position ?? index);
  const acts = readActs(given.acts, share.ok ? toPercent(share.value) : 0);
  const read = [version, share, mode, audience, always, never, position, acts];
  if (!version.ok || !share.ok || !mode.ok || !audience.ok || !always.ok || !never.ok || !position.ok) {
    return refused(...read.flatMap((each) => (each.ok ? [] : each.problems)));
  }
  if (!acts.ok) return acts;
  const deployment = {
    id: given.id,
    name: given.name ?? given.id,
    flowId: '',
    channelId: '',
    position: position.value,
    status: given.active ? ('active' as const) : ('inactive' as const),
    version: version.value,
    audience: audience.value,
    rollout: { share: share.value, mode: mode.value },
    seed: given.seed,
    generation: generationOf(given),
    always: always.value,
    never: never.value,
    actNumber: 0, // in a file the log alone carries the number
  };
  return ok({ deployment, acts: acts.value, latestVersion: given.latestVersion });
};

const readActs = (given: DeploymentInFile['acts'], today: number): Result<readonly Act[]> => {
  const acts: Act[] = [];
  const problems: Problem[] = [];
  const numbers = new Set<number>();
  for (const [index, each] of given.entries()) {
    const act = readAct(each, today);
    if (act.ok) acts.push(act.value);
    else problems.push(...act.problems.map((inner) => under(`acts.${index}`, inner)));
    if (numbers.has(each.n)) {
      problems.push(problem('number-twice', `acts.${index}.n`, `There are two acts numbered ${each.n}.`));
    }
    numbers.add(each.n);
  }
  return problems.length > 0 ? refused(...problems) : ok(acts);
};

/** `today`: the share in percent, which inviting again goes by unless it says its own. */
const readAct = (given: DeploymentInFile['acts'][number], today: number): Result<Act> => {
  const { n, act } = given;
  switch (act) {
    case 'full-launch':
      return ok({ n, act, include: given.include ?? given.keep !== true });
    case 'redraw-everyone':
      return ok({ n, act });
    case 'put-in':
    case 'leave-out': {
      const person = readPerson(given.person);
      return person.ok ? ok({ n, act, person: person.value }) : person;
    }
    case 'invite-again':
    case 'take-back': {
      const share = readShare(act === 'invite-again' ? (given.share ?? today) : given.share, 'share');
      return share.ok ? ok({ n, act, share: share.value }) : share;
    }
  }
};
