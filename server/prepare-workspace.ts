/** What a first start leaves behind: a workspace, a key to it, and the demo. Later starts change nothing. */
import { seedDemo } from './features/demo/seed.ts';
import { ensureFirstWorkspace, ensureKeyFile } from './features/workspaces/bootstrap.ts';
import type { Runner } from './runner/turn.ts';

export type Prepared = {
  /** Where a key made by the first start is kept; null when SLUICE_API_KEY is set. */
  readonly keyFile: string | null;
  readonly demo: boolean;
};

export const prepareWorkspace = async (runner: Runner): Promise<Prepared> => {
  const { workspaceId, created } = await ensureFirstWorkspace(runner);
  if (created && runner.config.demo) await seedDemo(runner, workspaceId);
  const demo = await runner.db
    .selectFrom('workspaces')
    .select('id')
    .where('demo', '=', true)
    .executeTakeFirst();
  return { keyFile: await ensureKeyFile(runner, workspaceId), demo: demo !== undefined };
};
