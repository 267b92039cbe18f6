/** Stored draws as a file holds them. They are used as they stand: a number is never drawn again to check it. */
import { isoInstant } from '@sluice/core/audience/date-value';
import { ok, type Problem, problem, type Result, refused } from '@sluice/core/problem';
import { type Draw, METHOD } from '@sluice/core/rollout/draw';
import { fromPercent } from '@sluice/core/rollout/share';
import { z } from 'zod';
import { type DeploymentInFile, generationOf, redrawsAfter } from './deployment-in-file.ts';

const U32_MAX = 2 ** 32 - 1;

export const drawInFile = z.strictObject({
  deploymentId: z.string(),
  person: z.string().min(1),
  u32: z.int().min(0).max(U32_MAX),
  share: z.number().refine((percent) => fromPercent(percent) !== null, {
    message: 'The share must be a number from 0 to 100, in steps of 0.01.',
  }),
  act: z.int().min(0),
  at: z.string().refine((text) => isoInstant(text) !== null, { message: 'Write the time in ISO 8601.' }),
  generation: z.int().min(0).optional(),
  purpose: z.enum(['conversation', 'visit', 'identified', 'put-in']).default('conversation'),
  method: z.literal(METHOD).default(METHOD),
});

type DrawInFile = z.infer<typeof drawInFile>;

/** By person, then by deployment. Of several generations of one person's draw the newest is kept. */
export const readDraws = (
  given: readonly DrawInFile[],
  deployments: readonly DeploymentInFile[],
): Result<ReadonlyMap<string, ReadonlyMap<string, Draw>>> => {
  const byId = new Map(deployments.map((each) => [each.id, each]));
  const people = new Map<string, Map<string, Draw>>();
  const problems: Problem[] = [];
  for (const [index, each] of given.entries()) {
    const deployment = byId.get(each.deploymentId);
    if (deployment === undefined) {
      const says = `There is no deployment "${each.deploymentId}" in this file.`;
      problems.push(problem('unknown-deployment', `draws.${index}.deploymentId`, says));
      continue;
    }
    const draw = drawOf(each, deployment);
    const own = people.get(draw.person) ?? new Map<string, Draw>();
    const other = own.get(draw.deploymentId);
    if (other?.generation === draw.generation) {
      const says = `"${draw.person}" is drawn twice in "${draw.deploymentId}".`;
      problems.push(problem('drawn-twice', `draws.${index}`, says, 'Keep the first: a draw never changes.'));
    }
    if (other === undefined || draw.generation > other.generation) own.set(draw.deploymentId, draw);
    people.set(draw.person, own);
  }
  return problems.length > 0 ? refused(...problems) : ok(people);
};

/** A draw that names no generation belongs to the one that its act number falls into. */
const drawOf = (given: DrawInFile, deployment: DeploymentInFile): Draw => ({
  deploymentId: given.deploymentId,
  generation: given.generation ?? generationOf(deployment) - redrawsAfter(deployment.acts, given.act),
  person: given.person,
  u32: given.u32,
  share: fromPercent(given.share) ?? 0, // the shape has passed: it is one
  act: given.act,
  at: isoInstant(given.at) ?? 0, // the shape has passed: it is one
  purpose: given.purpose,
  method: given.method,
});
