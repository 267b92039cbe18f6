/** Published versions made ready to run, kept while they are in use: a version never changes, so never stale. */

import type { FlowDocument } from '@sluice/core/flow/document';
import { makeVersion } from '@sluice/core/flow/version';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import type { Program } from '@sluice/core/interpreter/step';
import { prepareProgram } from '@sluice/core/interpreter/step';
import type { Db } from '../db/database.ts';

const KEPT = 500;

export type Programs = {
  /**
   * Throws when the version does not exist: whoever asks holds a row that refers to it. Inside a transaction, pass it
   * as `within`.
   */
  of(workspaceId: string, flowId: string, number: number, within?: Db): Promise<Program>;
};

export const makePrograms = (db: Db, library: BlockLibrary): Programs => {
  const kept = new Map<string, Promise<Program>>();
  return {
    of: (workspaceId, flowId, number, within = db) => {
      const key = `${workspaceId}/${flowId}/${number}`;
      const held = kept.get(key);
      const program = held ?? load(within, library, workspaceId, flowId, number);
      // Moving it to the end makes the map's order "least recently used first".
      kept.delete(key);
      kept.set(key, program);
      if (!held) program.catch(() => kept.delete(key));
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      return program;
    },
  };
};

const load = async (
  db: Db,
  library: BlockLibrary,
  workspaceId: string,
  flowId: string,
  number: number,
): Promise<Program> => {
  const read = (flow: string, n: number) =>
    db
      .selectFrom('flow_versions')
      .select(['document', 'pins'])
      .where('workspace_id', '=', workspaceId)
      .where('flow_id', '=', flow)
      .where('number', '=', n)
      .executeTakeFirstOrThrow();
  const row = await read(flowId, number);
  const pinned = await Promise.all(
    Object.entries(row.pins).map(
      async ([flow, n]): Promise<[string, FlowDocument]> => [
        flow,
        (await read(flow, n)).document as FlowDocument, // published documents were parsed and checked
      ],
    ),
  );
  return prepareProgram(
    makeVersion({
      document: row.document as FlowDocument, // likewise
      pins: row.pins,
      subflows: Object.fromEntries(pinned),
    }),
    library,
    flowId,
  );
};
