/** Writing a flow's tests. */
import { type FlowTest, parseFlowTest, TEST_SIZES } from '@sluice/core/flow-test/flow-test';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { lockFlow } from '../flows/store.ts';
import { storedTest, type TestAnswer, testAnswer } from './store.ts';

export const createTest = async (
  services: Services,
  actor: Actor,
  flowId: string,
  given: unknown,
): Promise<Result<TestAnswer>> => {
  const parsed = parseFlowTest(given);
  return inTransaction(services.db, async () => async (trx) => {
    // The lock also keeps two from both making the last test there is room for.
    if (!(await lockFlow(trx, actor.workspaceId, flowId))) return notFound('flow', flowId);
    if (!parsed.ok) return parsed;
    const test = parsed.value;
    if ((await countTests(trx, actor.workspaceId, flowId)) >= TEST_SIZES.tests) return TOO_MANY;
    const at = new Date(services.clock.now());
    const row = {
      id: services.random.id('test'),
      name: test.name,
      author: actor.name,
      created_at: at,
      updated_at: at,
    };
    await trx
      .insertInto('flow_tests')
      .values({ ...row, workspace_id: actor.workspaceId, flow_id: flowId, test: JSON.stringify(test) })
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'flow.add-test',
      target: flowId,
      after: { test: row.id, name: test.name },
    });
    return ok(testAnswer({ ...row, test }));
  });
};

/** Fields that are given replace those of the test; null takes an optional one away. */
export const editTest = (
  services: Services,
  actor: Actor,
  { flowId, id }: { readonly flowId: string; readonly id: string },
  patch: Readonly<Record<string, unknown>>,
): Promise<Result<TestAnswer>> =>
  inTransaction(services.db, async () => async (trx) => {
    const before = await lockTest(trx, actor.workspaceId, flowId, id);
    if (!before) return notFound('test', id);
    const parsed = parseFlowTest(patched(before.test, patch));
    if (!parsed.ok) return parsed;
    const test = parsed.value;
    const updated_at = new Date(services.clock.now());
    await trx
      .updateTable('flow_tests')
      .set({ name: test.name, test: JSON.stringify(test), updated_at })
      .where('workspace_id', '=', actor.workspaceId)
      .where('flow_id', '=', flowId)
      .where('id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'flow.edit-test',
      target: flowId,
      before: { test: id, name: before.test.name },
      after: { test: id, name: test.name },
    });
    return ok(testAnswer({ ...before, test, updated_at }));
  });

export const removeTest = (
  services: Services,
  actor: Actor,
  { flowId, id }: { readonly flowId: string; readonly id: string },
): Promise<Result<null>> =>
  inTransaction(services.db, async () => async (trx) => {
    const before = await lockTest(trx, actor.workspaceId, flowId, id);
    if (!before) return notFound('test', id);
    await trx
      .deleteFrom('flow_tests')
      .where('workspace_id', '=', actor.workspaceId)
      .where('flow_id', '=', flowId)
      .where('id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'flow.remove-test',
      target: flowId,
      before: { test: id, name: before.test.name },
    });
    return ok(null);
  });

const TOO_MANY = refused(
  problem('too-many', '', `A flow has at most ${TEST_SIZES.tests} tests.`, 'Delete one first.'),
);

const patched = (test: FlowTest, patch: Readonly<Record<string, unknown>>): unknown =>
  Object.fromEntries(Object.entries({ ...test, ...patch }).filter(([, value]) => value !== null));

const countTests = async (trx: Db, workspaceId: string, flowId: string): Promise<number> => {
  const row = await trx
    .selectFrom('flow_tests')
    .select((eb) => eb.fn.countAll<number>().as('tests'))
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .executeTakeFirst();
  return Number(row?.tests ?? 0);
};

const lockTest = async (trx: Db, workspaceId: string, flowId: string, id: string) => {
  const row = await trx
    .selectFrom('flow_tests')
    .select(['id', 'name', 'test', 'author', 'created_at', 'updated_at'])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? storedTest(row) : null;
};
