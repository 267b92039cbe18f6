/** The file that `sluice decide` takes: a channel's deployments and the draws stored so far. */
import type { Audience } from '@sluice/core/audience/audience';
import { parseAudience } from '@sluice/core/audience/schema';
import { type ChannelPlan, compilePlan } from '@sluice/core/deployment/plan';
import { isBounded } from '@sluice/core/flow/depth';
import { shapeProblems } from '@sluice/core/flow/shape-problems';
import { ok, type Problem, problem, type Result, refused, under } from '@sluice/core/problem';
import type { Draw } from '@sluice/core/rollout/draw';
import { z } from 'zod';
import { deploymentInFile, readDeployment } from './deployment-in-file.ts';
import { drawInFile, readDraws } from './draw-in-file.ts';

const file = z.strictObject({
  deployments: z.array(deploymentInFile),
  draws: z.array(drawInFile).default([]),
  segments: z.record(z.string(), z.unknown()).default({}),
});

/** Ready to decide: what to decide by, and each person's stored draws by deployment. */
export type DecisionFile = {
  readonly plan: ChannelPlan;
  readonly draws: ReadonlyMap<string, ReadonlyMap<string, Draw>>;
};

const DEEPEST = 100;
const MOST_VALUES = 10_000_000;

/** Reads the whole file, or says what is wrong with it: all problems of the shape, else all of the meaning. */
export const readDecisionFile = (json: unknown): Result<DecisionFile> => {
  if (!isBounded(json, DEEPEST, MOST_VALUES)) {
    return refused(problem('too-big', '', 'This file is nested too deep, or holds too much.'));
  }
  const shape = file.safeParse(json);
  if (!shape.success) return refused(...shapeProblems(shape.error));
  const segments = readSegments(shape.data.segments);
  if (!segments.ok) return segments;
  const context = { segments: segments.value, types: new Map() };
  const read = shape.data.deployments.map((each, index) => readDeployment(each, index, context));
  const draws = readDraws(shape.data.draws, shape.data.deployments);
  const problems = [
    ...read.flatMap((each, index) =>
      each.ok ? [] : each.problems.map((inner) => under(`deployments.${index}`, inner)),
    ),
    ...twice(shape.data.deployments),
    ...(draws.ok ? [] : draws.problems),
  ];
  if (problems.length > 0 || !draws.ok) return refused(...problems);
  const plan = compilePlan(
    read.flatMap((each) => (each.ok ? [each.value] : [])),
    context,
  );
  return plan.ok ? ok({ plan: plan.value, draws: draws.value }) : plan;
};

const readSegments = (given: { readonly [id: string]: unknown }): Result<ReadonlyMap<string, Audience>> => {
  const segments = new Map<string, Audience>();
  const problems: Problem[] = [];
  for (const [id, json] of Object.entries(given)) {
    const audience = parseAudience(json);
    if (audience.ok) segments.set(id, audience.value);
    else problems.push(...audience.problems.map((each) => under(`segments.${id}`, each)));
  }
  return problems.length > 0 ? refused(...problems) : ok(segments);
};

const twice = (deployments: readonly { readonly id: string }[]): readonly Problem[] => {
  const seen = new Set<string>();
  return deployments.flatMap(({ id }, index) => {
    if (seen.has(id)) return [problem('id-twice', `deployments.${index}.id`, `"${id}" is there twice.`)];
    seen.add(id);
    return [];
  });
};
