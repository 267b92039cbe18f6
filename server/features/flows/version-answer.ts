/** A version's row as the API answers it. */
import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables.ts';

type Row = Selectable<Tables['flow_versions']>;

export const versionItem = (
  row: Pick<Row, 'number' | 'label' | 'note' | 'author' | 'hash' | 'published_at'>,
) => ({
  number: row.number,
  label: row.label,
  note: row.note,
  author: row.author,
  hash: row.hash,
  publishedAt: row.published_at.toISOString(),
});

export const versionAnswer = (row: Omit<Row, 'workspace_id' | 'flow_id'>) => ({
  ...versionItem(row),
  document: row.document,
  pins: row.pins,
});
