/** What a first start leaves behind: a workspace, a key to it, the demo, and a way to the first account. Later starts change nothing. */
import { ensureAdmin } from './features/accounts/setup.ts';
import { setupToken } from './features/accounts/setup-link.ts';
import { seedDemo } from './features/demo/seed.ts';
import { ensureFirstWorkspace, ensureKeyFile } from './features/workspaces/bootstrap.ts';
import type { Runner } from './runner/turn.ts';

export type Prepared = {
  /** Where a key made by the first start is kept; null when SLUICE_API_KEY is set. */
  readonly keyFile: string | null;
  readonly demo: boolean;
  /** Of the one-time link for the first account; null when there is one. */
  readonly setupToken: string | null;
};

export const prepareWorkspace = async (runner: Runner): Promise<Prepared> => {
  const { workspaceId, created } = await ensureFirstWorkspace(runner);
  if (created && runner.config.demo) await seedDemo(runner, workspaceId);
  const demo = await runner.db
    .selectFrom('workspaces')
    .select('id')
    .where('demo', '=', true)
    .executeTakeFirst();
  await ensureAdmin(runner);
  return {
    keyFile: await ensureKeyFile(runner, workspaceId),
    demo: demo !== undefined,
    setupToken: await setupToken(runner),
  };
};
