/** Runs a flow's tests on the server, by the code that the test panel runs, without holding up other work. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { coverage } from '@sluice/core/flow-test/coverage';
import { failedTest } from '@sluice/core/flow-test/in-words';
import { type FlowTestResult, flowTestRun } from '@sluice/core/flow-test/run';
import type { Program } from '@sluice/core/interpreter/step';
import { ok, problem, type Result } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Runner } from '../../runner/turn.ts';
import { draftProgram } from '../flows/draft-program.ts';
import { findFlow } from '../flows/store.ts';
import { type StoredTest, testsOf } from './store.ts';

export type RunTools = Pick<Runner, 'db' | 'library' | 'programs'>;
export type RanTest = FlowTestResult & { readonly id: string };

/** Against the draft, or the version of that number. */
export const runTests = async (
  tools: RunTools,
  { workspaceId }: Actor,
  flowId: string,
  version: number | null,
): Promise<Result<unknown>> => {
  const { db } = tools;
  const flow = await findFlow(db, workspaceId, flowId);
  if (!flow) return notFound('flow', flowId);
  if (version !== null && version > flow.latest_version) return notFound('version', String(version));
  const tests = await testsOf(db, workspaceId, flowId);
  const program =
    version === null
      ? await draftProgram(tools, workspaceId, flow)
      : await tools.programs.of(workspaceId, flowId, version);
  const results = await runAll(program, tests);
  const document: FlowDocument = program.version.document;
  return ok({
    version,
    results: results.map(({ id, name, pass, differences, problems }) => ({
      id,
      name,
      pass,
      differences,
      problems,
    })),
    coverage: coverage(document, results),
  });
};

/** Blocks that the tests of one run may run in all: some seconds. Those left over then fail without having been tried. */
const MOST_BLOCKS = 500_000;

/** One turn at a time, so that others are served in between. */
export const runAll = async (
  program: Program,
  tests: readonly StoredTest[],
  mostBlocks = MOST_BLOCKS,
): Promise<readonly RanTest[]> => {
  const results: RanTest[] = [];
  let blocks = 0;
  for (const { id, test } of tests) {
    if (blocks > mostBlocks) {
      results.push({ id, name: test.name, pass: false, differences: [], visited: [], problems: [TOO_MUCH] });
      continue;
    }
    const run = flowTestRun(program, test);
    let turn = run.next();
    while (!turn.done) {
      await new Promise(setImmediate);
      turn = run.next();
    }
    results.push({ ...turn.value, id });
    blocks += turn.value.visited.length;
    await new Promise(setImmediate);
  }
  return results;
};

const TOO_MUCH = problem(
  'too-much',
  '',
  'The tests before this one ran too many blocks.',
  'Shorten them, or run them with `sluice test`.',
);

/** The refusal that names the tests that fail, for publishing; empty when all pass. */
export const failingTests = (results: readonly RanTest[]) => {
  const failing = results.filter(({ pass }) => !pass);
  if (failing.length === 0) return [];
  return [
    problem(
      'tests-failing',
      '',
      failing.length === 1 ? 'A test of this flow fails.' : `${failing.length} tests of this flow fail.`,
      'See where they differ; publish all the same with acknowledgeFailingTests.',
    ),
    ...failing.map((result) => failedTest(result, `tests.${result.id}`)),
  ];
};
