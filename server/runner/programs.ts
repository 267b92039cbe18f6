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
  const ready = new Map<string, Program>();
  const loading = new Map<string, Promise<Program>>();
  const keep = (key: string, program: Program): Program => {
    // Moving it to the end makes the map's order "least recently used first".
    ready.delete(key);
    ready.set(key, program);
    const oldest = ready.keys().next().value;
    if (ready.size > KEPT && oldest !== undefined) ready.delete(oldest);
    return program;
  };
  return {
    of: async (workspaceId, flowId, number, within) => {
      const key = `${workspaceId}/${flowId}/${number}`;
      const held = ready.get(key);
      if (held) return keep(key, held);
      // A transaction never waits for a load outside of it: that load may be waiting for the transaction's connection.
      if (within) return keep(key, await load(within, library, workspaceId, flowId, number));
      const begun = loading.get(key);
      if (begun) return begun;
      const started = load(db, library, workspaceId, flowId, number)
        .then((program) => keep(key, program))
        .finally(() => loading.delete(key));
      loading.set(key, started);
      return started;
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
  // One after another: inside a transaction there is one connection.
  const pinned: [string, FlowDocument][] = [];
  for (const [flow, n] of Object.entries(row.pins)) {
    pinned.push([flow, (await read(flow, n)).document as FlowDocument]); // published documents were parsed and checked
  }
  return prepareProgram(
    makeVersion({
      document: row.document as FlowDocument, // published documents were parsed and checked
      pins: row.pins,
      subflows: Object.fromEntries(pinned),
    }),
    library,
    flowId,
  );
};
