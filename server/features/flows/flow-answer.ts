/** A flow's row as the API answers it. */
import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables.ts';

type Row = Selectable<Tables['flows']>;
type ItemRow = Pick<
  Row,
  | 'id'
  | 'name'
  | 'latest_version'
  | 'draft_saved_by'
  | 'draft_saved_at'
  | 'draft_problems'
  | 'created_at'
  | 'updated_at'
>;

/** The columns of an item, to select. */
export const ITEM_COLUMNS = [
  'id',
  'name',
  'latest_version',
  'draft_saved_by',
  'draft_saved_at',
  'draft_problems',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof ItemRow)[];

export const flowItem = (row: ItemRow) => ({
  id: row.id,
  name: row.name,
  latestVersion: row.latest_version === 0 ? null : row.latest_version,
  draftSavedAt: (row.draft_saved_at ?? row.updated_at).toISOString(),
  draftSavedBy: row.draft_saved_by,
  problems: row.draft_problems,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export const flowAnswer = (row: ItemRow & Pick<Row, 'draft'>) => ({ ...flowItem(row), draft: row.draft });
export type FlowAnswer = ReturnType<typeof flowAnswer>;
