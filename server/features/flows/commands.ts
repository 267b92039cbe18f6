/** Writing flows: make, rename, copy, import, archive. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { parseDocument } from '@sluice/core/flow/schema';
import { ok, type Problem, problem, type Result, refused, under } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import { type Actor, spokenName } from '../../http/actor.ts';
import { inUse } from '../../http/in-use.ts';
import { notFound } from '../../http/not-found.ts';
import { inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { emptyDocument } from './empty-document.ts';
import { type FlowAnswer, flowAnswer } from './flow-answer.ts';
import { findProblems, lockFlow } from './store.ts';
import { templateDocument } from './templates.ts';

type Saved = { readonly flow: FlowAnswer; readonly revision: number };

export const createFlow = async (
  services: Services,
  actor: Actor,
  begun: { readonly name: string; readonly document?: unknown; readonly template?: string | undefined },
): Promise<Result<Saved>> => {
  const { name } = begun;
  const parsed = firstDraft(services, begun);
  if (!parsed.ok) return parsed;
  return ok(
    await services.db
      .transaction()
      .execute((trx) =>
        insertFlow(services, trx, actor, { name, draft: parsed.value, action: 'flow.create' }),
      ),
  );
};

const firstDraft = (
  { library }: Services,
  { name, document, template }: Parameters<typeof createFlow>[2],
): Result<FlowDocument> => {
  if (template !== undefined) return templateDocument(template, library);
  if (document === undefined) return ok(emptyDocument(name));
  const parsed = parseDocument(document, library);
  return parsed.ok ? parsed : refused(...parsed.problems.map((each) => under('document', each)));
};

/** All documents become flows with drafts only, or none does: nothing of an import runs before somebody publishes it. */
export const importFlows = async (
  services: Services,
  actor: Actor,
  { format, documents }: { readonly format: 'sluice' | 'typebot'; readonly documents: readonly unknown[] },
): Promise<Result<{ readonly flows: readonly FlowAnswer[]; readonly warnings: readonly string[] }>> => {
  if (format === 'typebot') {
    return refused(
      problem(
        'import-not-available',
        'format',
        'Importing from Typebot is not part of this version yet.',
        'Import flow documents with the format "sluice".',
      ),
    );
  }
  const drafts: FlowDocument[] = [];
  const problems: Problem[] = [];
  documents.forEach((document, index) => {
    const parsed = parseDocument(document, services.library);
    if (parsed.ok) drafts.push(parsed.value);
    else problems.push(...parsed.problems.map((each) => under(`documents.${index}`, each)));
  });
  if (problems.length > 0) return refused(...problems);
  const flows = await inTransaction(services.db, async () => async (trx) => {
    const saved: FlowAnswer[] = [];
    for (const draft of drafts) {
      const name = draft.name.trim() || 'Imported flow';
      saved.push((await insertFlow(services, trx, actor, { name, draft, action: 'flow.import' })).flow);
    }
    return saved;
  });
  return ok({ flows, warnings: [] });
};

export const copyFlow = (
  services: Services,
  actor: Actor,
  id: string,
  { name }: { readonly name?: string | undefined },
): Promise<Result<Saved>> =>
  inTransaction(services.db, async () => async (trx) => {
    const original = await lockFlow(trx, actor.workspaceId, id);
    if (!original) return notFound('flow', id);
    const draft = original.draft as FlowDocument; // drafts are parsed before they are stored
    const copy = name ?? `${original.name.slice(0, 190)} (copy)`;
    return ok(await insertFlow(services, trx, actor, { name: copy, draft, action: 'flow.copy', from: id }));
  });

export const renameFlow = (
  services: Services,
  actor: Actor,
  id: string,
  name: string,
): Promise<Result<Saved>> =>
  inTransaction(services.db, async () => async (trx) => {
    const flow = await lockFlow(trx, actor.workspaceId, id);
    if (!flow) return notFound('flow', id);
    const updated_at = new Date(services.clock.now());
    await trx
      .updateTable('flows')
      .set({ name, updated_at })
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'flow.rename',
      target: id,
      before: { name: flow.name },
      after: { name },
    });
    return ok({ flow: flowAnswer({ ...flow, name, updated_at }), revision: flow.revision });
  });

/** The flow disappears from lists; its versions stay, for the conversations that ran on them. */
export const archiveFlow = (services: Services, actor: Actor, id: string): Promise<Result<null>> =>
  inTransaction(services.db, async () => async (trx) => {
    const flow = await lockFlow(trx, actor.workspaceId, id);
    if (!flow) return notFound('flow', id);
    const users = await trx
      .selectFrom('deployments')
      .select('name')
      .where('workspace_id', '=', actor.workspaceId)
      .where('flow_id', '=', id)
      .where('archived_at', 'is', null)
      .orderBy('created_at')
      .execute();
    if (users.length > 0) return inUse(`The flow "${flow.name}"`, 'deployment', users);
    await trx
      .updateTable('flows')
      .set({ archived_at: new Date(services.clock.now()) })
      .where('workspace_id', '=', actor.workspaceId)
      .where('id', '=', id)
      .execute();
    await recordDeed(services, trx, actor, {
      action: 'flow.archive',
      target: id,
      before: { name: flow.name },
    });
    return ok(null);
  });

const insertFlow = async (
  services: Services,
  trx: Db,
  actor: Actor,
  made: {
    readonly name: string;
    readonly draft: FlowDocument;
    readonly action: string;
    readonly from?: string;
  },
): Promise<Saved> => {
  const at = new Date(services.clock.now());
  const row = {
    workspace_id: actor.workspaceId,
    id: services.random.id('flow'),
    name: made.name,
    draft_saved_by: spokenName(actor),
    draft_saved_at: at,
    draft_problems: (await findProblems(trx, services.library, actor.workspaceId, made.draft)).length,
    archived_at: null,
    created_at: at,
    updated_at: at,
  };
  await trx
    .insertInto('flows')
    .values({ ...row, draft: JSON.stringify(made.draft) })
    .execute();
  await recordDeed(services, trx, actor, {
    action: made.action,
    target: row.id,
    after: { name: made.name, ...(made.from === undefined ? {} : { from: made.from }) },
  });
  return { flow: flowAnswer({ ...row, draft: made.draft, latest_version: 0 }), revision: 1 };
};
