/** Statements that come again are prepared once per connection, by name: PostgreSQL reads and plans them only then. */
import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';

/** Before that a statement may be one that is asked once in a lifetime. */
const USES_BEFORE_NAMED = 2;
/** Lists of different lengths make different texts: memory on both sides stays bounded. */
const MOST = 500;

type Known = { uses: number; edition: number; name: string | undefined };

/** What one pool has seen; shared by its connections. */
export type StatementNames = {
  /** Undefined: not worth a name (yet). */
  nameOf(text: string): string | undefined;
  /** The next use is prepared anew, under another name. */
  renew(text: string): void;
};

export const makeStatementNames = (): StatementNames => {
  const known = new Map<string, Known>();
  return {
    nameOf: (text) => {
      const found = known.get(text);
      if (!found) {
        if (known.size < MOST) known.set(text, { uses: 1, edition: 1, name: undefined });
        return undefined;
      }
      found.uses += 1;
      if (found.uses <= USES_BEFORE_NAMED) return undefined;
      found.name ??= `s${found.edition}_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
      return found.name;
    },
    renew: (text) => {
      const found = known.get(text);
      if (!found) return;
      found.edition += 1;
      found.name = undefined;
    },
  };
};

/**
 * A newer node has added a column that a prepared `select *` would now bring: PostgreSQL refuses the old plan. Nothing is
 * wrong; prepared anew, the same statement works.
 */
export const isOutdatedPlan = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('cached plan must not change result type');

type Query = (text: string, values: readonly unknown[]) => Promise<unknown>;

/** Makes this connection use the names. Only statements with values are named; "begin" and the like stay plain. */
export const nameStatements = (client: ClientBase, names: StatementNames): void => {
  const plain = client.query.bind(client) as (...given: readonly unknown[]) => Promise<unknown>; // its overloads, as one
  const named: Query = async (text, values) => {
    const name = names.nameOf(text);
    if (name === undefined) return plain(text, values);
    try {
      return await plain({ name, text, values });
    } catch (error) {
      if (!isOutdatedPlan(error)) throw error;
      names.renew(text);
      // Inside a transaction it is lost, and done again by whoever began it.
      if (client.getTransactionStatus?.() !== 'I') throw error;
      return plain(text, values);
    }
  };
  const query = (...given: readonly unknown[]): Promise<unknown> => {
    const [text, values] = given;
    return given.length === 2 && typeof text === 'string' && Array.isArray(values) && values.length > 0
      ? named(text, values)
      : plain(...given);
  };
  // The same calls, answered the same way.
  client.query = query as typeof client.query;
};
