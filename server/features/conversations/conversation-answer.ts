/** A conversation's row as the API answers it. */
import type { FlowDocument } from '@sluice/core/flow/document';
import type { State } from '@sluice/core/interpreter/state';
import type { JsonObject } from '@sluice/core/json';
import type { Message } from '@sluice/platforms/website/protocol';
import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables.ts';

type Row = Selectable<Tables['conversations']>;

export const ITEM_COLUMNS = [
  'c.id',
  'c.channel_id',
  'c.deployment_id',
  'c.version_number',
  'c.person_id',
  'c.status',
  'c.outcome',
  'c.opened_at',
  'c.touched_at',
  'c.ended_at',
  'd.status as deployment_status',
] as const;

export type ItemRow = Pick<
  Row,
  | 'id'
  | 'channel_id'
  | 'deployment_id'
  | 'version_number'
  | 'person_id'
  | 'status'
  | 'outcome'
  | 'opened_at'
  | 'touched_at'
  | 'ended_at'
> & { readonly deployment_status: string | null };

export const conversationItem = (row: ItemRow) => ({
  id: row.id,
  channelId: row.channel_id,
  deploymentId: row.deployment_id,
  versionNumber: row.version_number,
  personId: row.person_id,
  // A waiting conversation of an inactive deployment keeps its place and answers nobody.
  status: row.status === 'waiting' && row.deployment_status === 'inactive' ? 'inactive' : row.status,
  outcome: row.outcome,
  openedAt: row.opened_at.toISOString(),
  touchedAt: row.touched_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
});

export type FullRow = ItemRow &
  Pick<Row, 'state' | 'decision' | 'attributes' | 'problem'> & {
    /** Of the version it runs on; null for a refused opening. */
    readonly document: unknown;
  };

export const conversationAnswer = (row: FullRow, messages: readonly Message[]) => ({
  ...conversationItem(row),
  decision: row.decision,
  variables: variablesOf(row),
  messages,
  problem: row.problem ?? null,
});

/** The published flow's own variables. Secret ones show that they are set, not what they hold. */
const variablesOf = (row: FullRow): JsonObject => {
  const state = row.state as State | null; // only written from a State
  const document = row.document as FlowDocument | null; // parsed before it was published
  const secret = new Set(document?.variables.filter((each) => each.secret === true).map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(state?.frames[0]?.variables ?? {}).map(([name, value]) => [
      name,
      secret.has(name) && value !== null ? '•••' : value,
    ]),
  );
};
