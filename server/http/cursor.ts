/** Cursors of lists: the sort key of the last row, opaque to callers. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';

export type Cursor = { readonly at: Date; readonly id: string };

/** Exactly what `writeCursor` makes: a cursor goes into a query, so nothing else is let through. */
const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([\w.:-]{1,200})$/;

export const writeCursor = (cursor: Cursor): string =>
  Buffer.from(`${cursor.at.toISOString()} ${cursor.id}`).toString('base64url');

export const readCursor = (text: string | undefined): Result<Cursor | null> => {
  if (text === undefined) return ok(null);
  const [, iso = '', id = ''] = CURSOR.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  const at = new Date(iso);
  return Number.isNaN(at.getTime())
    ? refused(
        problem(
          'bad-request',
          'cursor',
          'cursor: this is no cursor of ours.',
          'Use the `next` of the page before.',
        ),
      )
    : ok({ at, id });
};

/** Cuts one row more than asked for into a page; `cursorOf` reads a row's sort key. */
export const pageOf = <Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => Cursor) => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    rows: items,
    next: rows.length > limit && last !== undefined ? writeCursor(cursorOf(last)) : null,
  };
};
