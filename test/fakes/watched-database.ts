/** A database that says what was asked of it, and that can be out of reach. */
import type { RootOperationNode } from 'kysely';
import type { Database } from '../../server/db/database.ts';

export type Watched = {
  readonly database: Database;
  /** Every statement since the last `forget`, as "read" or "write". */
  asked(): readonly ('read' | 'write')[];
  forget(): void;
  /** While it is down every statement fails. */
  down: boolean;
  /** Called before each statement; may throw in its place. */
  before: (statement: string) => void;
};

const WRITES = /^\s*(with[\s\S]*?\binsert\b|insert|update|delete)/i;

export const watchedDatabase = (database: Database): Watched => {
  let asked: ('read' | 'write')[] = [];
  const watched: Watched = {
    database: {
      ...database,
      db: database.db.withPlugin({
        transformQuery: ({ node }) => {
          if (watched.down) throw new Error('the database is out of reach');
          watched.before(textOf(node));
          asked.push(isWrite(node) ? 'write' : 'read');
          return node;
        },
        transformResult: async ({ result }) => result,
      }),
    },
    asked: () => asked,
    forget: () => {
      asked = [];
    },
    down: false,
    before: () => undefined,
  };
  return watched;
};

const isWrite = (node: RootOperationNode): boolean =>
  node.kind === 'RawNode' ? WRITES.test(node.sqlFragments.join('?')) : node.kind !== 'SelectQueryNode';

/** Enough to tell statements apart: raw SQL, or the kind and its table. */
const textOf = (node: RootOperationNode): string =>
  node.kind === 'RawNode' ? node.sqlFragments.join('?') : `${node.kind} ${JSON.stringify(node)}`;
