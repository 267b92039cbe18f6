/** Reading a flow's tests. */
import { ok } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { findFlow } from '../flows/store.ts';
import { storedTest, testAnswer, testsOf } from './store.ts';

type Reader = Pick<Services, 'db'>;

export const listTests = async ({ db }: Reader, { workspaceId }: Actor, flowId: string) => {
  if (!(await findFlow(db, workspaceId, flowId))) return notFound('flow', flowId);
  return ok({ items: (await testsOf(db, workspaceId, flowId)).map(testAnswer) });
};

export const readTest = async ({ db }: Reader, { workspaceId }: Actor, flowId: string, id: string) => {
  const row = await db
    .selectFrom('flow_tests')
    .select(['id', 'name', 'test', 'author', 'created_at', 'updated_at'])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? ok(testAnswer(storedTest(row))) : notFound('test', id);
};
