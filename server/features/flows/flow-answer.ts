/** A flow's row as the API answers it. */
import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables.ts';

type Row = Selectable<Tables['flows']>;
type ItemRow = Pick<Row, 'id' | 'name' | 'latest_version' | 'created_at' | 'updated_at'>;

export const flowItem = (row: ItemRow) => ({
  id: row.id,
  name: row.name,
  latestVersion: row.latest_version === 0 ? null : row.latest_version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export const flowAnswer = (row: ItemRow & Pick<Row, 'draft'>) => ({ ...flowItem(row), draft: row.draft });
export type FlowAnswer = ReturnType<typeof flowAnswer>;
