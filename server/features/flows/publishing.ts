/** What publishing now would do, before it is done. */
import { isBlocking } from '@sluice/core/flow/check';
import type { FlowDocument } from '@sluice/core/flow/document';
import { makeVersion } from '@sluice/core/flow/version';
import { ok } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { pinSubflows } from './pins.ts';
import { type RunningAt, runningByBlock } from './running.ts';
import { findFlow, findProblems } from './store.ts';

/** Writes nothing. Which blocks are gone or new is for whoever holds both documents to tell. */
export const publishing = async (
  { db, library }: Pick<Services, 'db' | 'library'>,
  { workspaceId }: Actor,
  flowId: string,
) => {
  const flow = await findFlow(db, workspaceId, flowId);
  if (!flow) return notFound('flow', flowId);
  const document = flow.draft as FlowDocument; // drafts are parsed before they are stored
  const found = await findProblems(db, library, workspaceId, document);
  const pinned = await pinSubflows(db, workspaceId, flowId, document);
  const latest = await versionOf(db, workspaceId, flowId, flow.latest_version);
  const problems = pinned.ok ? found : [...found, ...pinned.problems];
  return ok({
    next: flow.latest_version + 1,
    latest,
    sameAsLatest:
      pinned.ok && latest !== null && makeVersion({ document, ...pinned.value }).hash === latest.hash,
    publishable: pinned.ok && !found.some(isBlocking),
    problems,
    tests: await countTests(db, workspaceId, flowId),
    deployments: await deploymentsOf(db, workspaceId, flowId, latest?.number ?? null),
    running: byVersion(await runningByBlock(db, workspaceId, flowId)),
  });
};

const versionOf = async (db: Db, workspaceId: string, flowId: string, number: number) =>
  (await db
    .selectFrom('flow_versions')
    .select(['number', 'label', 'hash'])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('number', '=', number)
    .executeTakeFirst()) ?? null;

const countTests = async (db: Db, workspaceId: string, flowId: string): Promise<number> => {
  const row = await db
    .selectFrom('flow_tests')
    .select((eb) => eb.fn.countAll<number>().as('tests'))
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .executeTakeFirst();
  return Number(row?.tests ?? 0);
};

const deploymentsOf = async (db: Db, workspaceId: string, flowId: string, latest: number | null) => {
  const rows = await db
    .selectFrom('deployments as d')
    .innerJoin('channels as c', (join) =>
      join.onRef('c.workspace_id', '=', 'd.workspace_id').onRef('c.id', '=', 'd.channel_id'),
    )
    .select(['d.id', 'd.name', 'd.status', 'd.pinned_version', 'c.name as channel_name'])
    .where('d.workspace_id', '=', workspaceId)
    .where('d.flow_id', '=', flowId)
    .where('d.archived_at', 'is', null)
    .orderBy('d.created_at')
    .orderBy('d.id')
    .execute();
  return rows.map(({ id, name, status, pinned_version, channel_name }) => ({
    id,
    name,
    channelName: channel_name,
    status,
    policy: pinned_version === null ? ('latest' as const) : ('pinned' as const),
    version: pinned_version ?? latest,
  }));
};

/** Rows come newest version first, each version's blocks by how many wait there. */
const byVersion = (rows: readonly RunningAt[]) =>
  [...new Set(rows.map(({ version }) => version))].map((version) => {
    const at = rows.filter((row) => row.version === version);
    return {
      version,
      conversations: at.reduce((sum, { conversations }) => sum + conversations, 0),
      at: at.map(({ block, conversations }) => ({ block, conversations })),
    };
  });
