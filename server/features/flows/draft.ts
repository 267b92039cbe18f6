/** The draft: saved whole by whoever has seen the one before, or replaced by a version. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { parseDocument } from '@sluice/core/flow/schema';
import { ok, type Problem, type Result } from '@sluice/core/problem';
import type { Selectable } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import { type Actor, spokenName } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import { requireRevision } from '../../http/revision.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { type FlowAnswer, flowAnswer } from './flow-answer.ts';
import { findProblems, lockFlow } from './store.ts';

/** Keeps the draft although it may have problems, and says which. */
export const saveDraft = async (
  services: Services,
  actor: Actor,
  id: string,
  { document, ifMatch }: { readonly document: unknown; readonly ifMatch: string | undefined },
): Promise<Result<{ readonly problems: readonly Problem[]; readonly revision: number }>> => {
  const parsed = parseDocument(document, services.library);
  return inTransaction(services.db, async () => async (trx) => {
    const flow = await lockFlow(trx, actor.workspaceId, id);
    if (!flow) return notFound('flow', id);
    if (!parsed.ok) return parsed;
    const current = requireDraft(ifMatch, flow);
    if (!current.ok) return current;
    const { problems, revision } = await replaceDraft(services, trx, actor, flow, parsed.value);
    // The draft itself stays out of the log: editors save every few seconds.
    await recordDeed(services, trx, actor, {
      action: 'flow.save-draft',
      target: id,
      before: { revision: flow.revision },
      after: { revision },
    });
    return ok({ problems, revision });
  });
};

/** A version's document becomes the draft; the version itself stays as it is. */
export const restoreVersion = async (
  services: Services,
  actor: Actor,
  id: string,
  { number, ifMatch }: { readonly number: number; readonly ifMatch: string | undefined },
): Promise<Result<{ readonly flow: FlowAnswer; readonly revision: number }>> =>
  inTransaction(services.db, async () => async (trx) => {
    const flow = await lockFlow(trx, actor.workspaceId, id);
    if (!flow) return notFound('flow', id);
    const version = await trx
      .selectFrom('flow_versions')
      .select('document')
      .where('workspace_id', '=', actor.workspaceId)
      .where('flow_id', '=', id)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!version) return notFound('version', String(number));
    const current = requireDraft(ifMatch, flow);
    if (!current.ok) return current;
    const parsed = parseDocument(version.document, services.library);
    if (!parsed.ok) return parsed;
    const { revision, row } = await replaceDraft(services, trx, actor, flow, parsed.value);
    await recordDeed(services, trx, actor, {
      action: 'flow.restore-version',
      target: id,
      before: { revision: flow.revision },
      after: { revision, version: number },
    });
    return ok({ flow: flowAnswer({ ...flow, ...row, draft: parsed.value }), revision });
  });

type FlowRow = Selectable<Tables['flows']>;

const requireDraft = (ifMatch: string | undefined, flow: FlowRow): Result<number> =>
  requireRevision(
    ifMatch,
    flow.revision,
    flow.draft_saved_by === null ? undefined : `${flow.draft_saved_by} saved a newer draft.`,
  );

/** The row is locked: what somebody else saved in between cannot be overwritten. */
const replaceDraft = async (
  { clock, library }: Services,
  trx: Db,
  actor: Actor,
  flow: FlowRow,
  draft: FlowDocument,
) => {
  const problems = await findProblems(trx, library, actor.workspaceId, draft);
  const at = new Date(clock.now());
  const revision = flow.revision + 1;
  const row = {
    revision,
    updated_at: at,
    draft_saved_at: at,
    draft_saved_by: spokenName(actor),
    draft_problems: problems.length,
  };
  await trx
    .updateTable('flows')
    .set({ ...row, draft: JSON.stringify(draft) })
    .where('workspace_id', '=', actor.workspaceId)
    .where('id', '=', flow.id)
    .where('revision', '=', flow.revision)
    .execute();
  return { problems, revision, row };
};
