/** Which versions a flow's subflows are frozen to when it is published. */
import type { FlowDocument } from '@sluice/core/flow/document';
import { subflowsOf } from '@sluice/core/flow/version';
import { ok, type Problem, problem, type Result } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';

export type Pinned = {
  readonly pins: { readonly [flowId: string]: number };
  readonly subflows: { readonly [flowId: string]: FlowDocument };
};

/**
 * Walks the subflows of `document` transitively and pins each to its newest published version. Problems: one that is
 * unknown, archived, of another workspace or never published, and flows that call each other in a circle.
 */
export const pinSubflows = async (
  trx: Db,
  workspaceId: string,
  flowId: string,
  document: FlowDocument,
): Promise<Result<Pinned>> => {
  const pins = new Map<string, number>();
  const documents = new Map<string, FlowDocument>();
  const problems: Problem[] = [];

  const walk = async (
    from: FlowDocument,
    path: readonly string[],
    at: (id: string) => string,
  ): Promise<void> => {
    for (const id of subflowsOf(from)) {
      if (path.includes(id)) {
        problems.push(
          problem(
            'subflow-cycle',
            at(id),
            'This subflow leads back to where it was called.',
            'Break the circle.',
          ),
        );
        continue;
      }
      if (pins.has(id)) continue;
      const newest = await newestVersion(trx, workspaceId, id);
      if (!newest) {
        problems.push(
          problem(
            'subflow-unpublished',
            at(id),
            'This subflow has no published version.',
            'Publish it first.',
          ),
        );
        continue;
      }
      pins.set(id, newest.number);
      documents.set(id, newest.document);
      // Whatever is wrong further down is shown at the block of this flow that leads there.
      await walk(newest.document, [...path, id], () => at(id));
    }
  };
  await walk(document, [flowId], (id) => placeOf(document, id));
  return problems.length > 0
    ? { ok: false, problems }
    : ok({ pins: Object.fromEntries(pins), subflows: Object.fromEntries(documents) });
};

const newestVersion = async (trx: Db, workspaceId: string, flowId: string) => {
  const row = await trx
    .selectFrom('flows as f')
    .innerJoin('flow_versions as v', (join) =>
      join
        .onRef('v.workspace_id', '=', 'f.workspace_id')
        .onRef('v.flow_id', '=', 'f.id')
        .onRef('v.number', '=', 'f.latest_version'),
    )
    .select(['v.number', 'v.document'])
    .where('f.workspace_id', '=', workspaceId)
    .where('f.id', '=', flowId)
    .where('f.archived_at', 'is', null)
    .executeTakeFirst();
  // versions hold documents that were parsed before they were published
  return row ? { number: row.number, document: row.document as FlowDocument } : null;
};

/** Where a document first calls this subflow, as a path. */
const placeOf = (document: FlowDocument, flowId: string): string => {
  for (const [g, group] of document.groups.entries()) {
    const b = group.blocks.findIndex((block) => block.type === 'subflow' && block.flow === flowId);
    if (b >= 0) return `groups.${g}.blocks.${b}.flow`;
  }
  return '';
};
