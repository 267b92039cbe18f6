/** A database that says what was asked of it, and that can be out of reach. */
import { RawNode, type RootOperationNode } from 'kysely';
import type { Database, Db } from '../../server/db/database.ts';

export type Watched = {
  readonly database: Database;
  /** Every statement since the last `forget`, as "read" or "write". */
  asked(): readonly ('read' | 'write')[];
  /** How often the database was spoken to since then: every statement, and the two that frame a transaction. */
  trips(): number;
  forget(): void;
  /** While it is down every statement fails. */
  down: boolean;
  /** Called before each statement; may throw in its place. */
  before: (statement: string) => void;
};

const WRITES = /^\s*(with[\s\S]*?\b(insert|update)\b|insert|update|delete)/i;

export const watchedDatabase = (database: Database): Watched => {
  let asked: ('read' | 'write')[] = [];
  let transactions = 0;
  const watched: Watched = {
    database: {
      ...database,
      db: countingTransactions(
        database.db.withPlugin({
          transformQuery: ({ node }) => {
            if (watched.down) throw new Error('the database is out of reach');
            watched.before(textOf(node));
            asked.push(isWrite(node) ? 'write' : 'read');
            return node;
          },
          transformResult: async ({ result }) => result,
        }),
        () => {
          transactions += 1;
        },
      ),
    },
    asked: () => asked,
    trips: () => asked.length + 2 * transactions,
    forget: () => {
      transactions = 0;
      asked = [];
    },
    down: false,
    before: () => undefined,
  };
  return watched;
};

/** Calls `begun` for each transaction; everything else is the database's own. */
const countingTransactions = (db: Db, begun: () => void): Db =>
  new Proxy(db, {
    get: (target, name) => {
      if (name === 'transaction') begun();
      const held: unknown = Reflect.get(target, name, target);
      return typeof held === 'function' ? held.bind(target) : held;
    },
  });

const isWrite = (node: RootOperationNode): boolean =>
  node.kind === 'RawNode' ? WRITES.test(rawText(node)) : node.kind !== 'SelectQueryNode';

/** Enough to tell statements apart: raw SQL, or the kind and its table. */
const textOf = (node: RootOperationNode): string =>
  node.kind === 'RawNode' ? rawText(node) : `${node.kind} ${JSON.stringify(node)}`;

/** With the pieces it is made of. */
const rawText = ({ sqlFragments, parameters }: RawNode): string =>
  sqlFragments
    .map((fragment, n) => {
      const next = parameters[n];
      return next === undefined ? fragment : fragment + (RawNode.is(next) ? rawText(next) : '?');
    })
    .join('');
