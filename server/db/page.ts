/** One page of a list, newest first, bounded by the cursor of the page before. */
import { ok, type Result } from '@sluice/core/problem';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Cursor, pageOf, readCursor } from '../http/cursor.ts';

export type Paging = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly after?: string | undefined;
};

/** The cursor of a list's call, under either of its names. */
export const cursorIn = ({ cursor, after }: Paging): string | undefined => cursor ?? after;

/** What a query needs to stay within a page; `order` goes into its `order by`: newest first, then by id. */
export type Bound = {
  readonly after: RawBuilder<SqlBool>;
  readonly order: RawBuilder<unknown>;
  readonly limit: number;
};

/**
 * Reads one page and its cursor. `at` and `id` are the columns a list is ordered by, named in code and never by a
 * caller; `read` gets one row more than asked for, which tells whether there is a next page.
 */
export const readPage = async <Row>(
  paging: Paging,
  columns: { readonly at: string; readonly id: string },
  read: (bound: Bound) => Promise<readonly Row[]>,
  cursorOf: (row: Row) => Cursor,
): Promise<Result<{ readonly rows: readonly Row[]; readonly next: string | null }>> => {
  const cursor = readCursor(cursorIn(paging));
  if (!cursor.ok) return cursor;
  const at = sql.ref(columns.at);
  const id = sql.ref(columns.id);
  const rows = await read({
    after: cursor.value
      ? sql`(${at} <= ${cursor.value.at} and (${at} < ${cursor.value.at} or ${id} > ${cursor.value.id}))`
      : sql`true`,
    order: sql`${at} desc, ${id}`,
    limit: paging.limit + 1,
  });
  return ok(pageOf(rows, paging.limit, cursorOf));
};
