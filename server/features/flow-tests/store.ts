/** A flow's tests as rows; read by the calls for tests and by publishing. */
import type { FlowTest } from '@sluice/core/flow-test/flow-test';
import type { Selectable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export type StoredTest = {
  readonly id: string;
  readonly test: FlowTest;
  readonly author: string;
  readonly created_at: Date;
  readonly updated_at: Date;
};

export const storedTest = (
  row: Omit<Selectable<Tables['flow_tests']>, 'workspace_id' | 'flow_id'>,
): StoredTest => ({
  ...row,
  test: row.test as FlowTest, // parsed before it was stored
});

/** In the order they were made. */
export const testsOf = async (
  db: Db,
  workspaceId: string,
  flowId: string,
): Promise<readonly StoredTest[]> => {
  const rows = await db
    .selectFrom('flow_tests')
    .select(['id', 'name', 'test', 'author', 'created_at', 'updated_at'])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(storedTest);
};

export const testAnswer = ({ id, test, author, created_at, updated_at }: StoredTest) => ({
  id,
  ...test,
  author,
  createdAt: created_at.toISOString(),
  updatedAt: updated_at.toISOString(),
});
export type TestAnswer = ReturnType<typeof testAnswer>;
