/** A conversation's row with all that a turn needs, read in one statement. */

import type { DeploymentStatus } from '@sluice/core/deployment/deployment';
import type { Answer } from '@sluice/core/interpreter/input';
import type { State } from '@sluice/core/interpreter/state';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Armed } from './deadline.ts';

export type RowStatus = Tables['conversations']['status'];

export type ConversationRow = {
  readonly workspaceId: string;
  readonly id: string;
  readonly channelId: string;
  readonly personId: string;
  readonly deploymentId: string;
  readonly flowId: string;
  readonly versionNumber: number;
  readonly status: RowStatus;
  readonly turn: number;
  readonly lastSeq: number;
  readonly state: State;
  /** Read from the database, not from memory: deactivating stops conversations at once. */
  readonly deploymentStatus: DeploymentStatus;
  /** When it was last switched on again; null when it never was off. */
  readonly activatedAt: Date | null;
  /** When it was last written to, by whomever. */
  readonly touchedAt: Date;
  readonly due: Armed | null;
  /** The oldest message that no turn has taken yet. */
  readonly pending: PendingMessage | null;
};

export type PendingMessage = {
  readonly messageId: string;
  /** Messages are taken in this order. */
  readonly arrival: number;
  readonly answer: Answer;
  readonly tries: number;
  readonly receivedAt: Date;
};

/** A row of `CONVERSATION_COLUMNS`, with the oldest pending message. */
export type ReadRow = {
  id: string;
  channel_id: string;
  person_id: string;
  deployment_id: string;
  flow_id: string;
  version_number: number;
  status: RowStatus;
  turn: number;
  last_seq: number;
  state: State;
  deployment_status: DeploymentStatus;
  activated_at: Date | null;
  touched_at: Date;
  due_at: Date | null;
  due_kind: 'elapsed' | 'abandon' | null;
  due_tries: number;
  pending: {
    message_id: string;
    arrival: number;
    answer_given: Answer;
    tries: number;
    received_at: string;
  } | null;
};

/** Of a conversation `c` and its deployment `d`. */
export const CONVERSATION_COLUMNS = sql.raw(`
  c.id, c.channel_id, c.person_id, c.deployment_id, c.flow_id, c.version_number, c.status, c.turn, c.last_seq,
  c.state, c.touched_at, c.due_at, c.due_kind, c.due_tries, d.status as deployment_status, d.activated_at,
  (select json_build_object('message_id', i.message_id, 'arrival', i.arrival, 'answer_given', i.answer_given,
                            'tries', i.tries, 'received_at', i.received_at)
     from inbox i
     where i.workspace_id = c.workspace_id and i.conversation_id = c.id and i.status = 'pending'
     order by i.arrival limit 1) as pending`);

/** Null for an unknown conversation and for records of a refused opening, which have no flow. */
export const readConversation = async (
  db: Db,
  workspaceId: string,
  conversationId: string,
): Promise<ConversationRow | null> => {
  const { rows } = await sql<ReadRow>`
    select ${CONVERSATION_COLUMNS}
    from conversations c
    join deployments d on d.workspace_id = c.workspace_id and d.id = c.deployment_id
    where c.workspace_id = ${workspaceId} and c.id = ${conversationId} and c.state is not null`.execute(db);
  const row = rows[0];
  return row ? conversationFrom(workspaceId, row) : null;
};

export const conversationFrom = (workspaceId: string, row: ReadRow): ConversationRow => ({
  workspaceId,
  id: row.id,
  channelId: row.channel_id,
  personId: row.person_id,
  deploymentId: row.deployment_id,
  flowId: row.flow_id,
  versionNumber: row.version_number,
  status: row.status,
  turn: row.turn,
  lastSeq: row.last_seq,
  state: row.state,
  deploymentStatus: row.deployment_status,
  activatedAt: row.activated_at && new Date(row.activated_at),
  touchedAt: new Date(row.touched_at),
  due:
    row.due_at && row.due_kind
      ? { at: new Date(row.due_at), kind: row.due_kind, tries: row.due_tries }
      : null,
  pending: row.pending && {
    messageId: row.pending.message_id,
    arrival: row.pending.arrival,
    answer: row.pending.answer_given,
    tries: row.pending.tries,
    receivedAt: new Date(row.pending.received_at),
  },
});
