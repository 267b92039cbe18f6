/** How column types read on every driver alike: a query must not know which database answers it. */

/** By PostgreSQL's type number; what is not listed reads alike everywhere (timestamptz as Date, jsonb parsed). */
export const COLUMN_TYPES: { readonly [oid: number]: (text: string) => unknown } = {
  /** date: as it is written; a Date would move it by the process's time zone. */
  1082: (text) => text,
  /** bigint: our counts and 32-bit numbers stay far below 2^53. */
  20: Number,
};
