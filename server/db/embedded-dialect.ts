/** Kysely on the embedded database, one user of its single connection at a time. */

import type { PGlite } from '@electric-sql/pglite';
import { type DatabaseConnection, type Dialect, type Driver, PGliteDialect } from 'kysely';

/**
 * Kysely's own PGlite driver hands its one connection to everybody: a query of one request would run inside, and be
 * rolled back with, the open transaction of another. Here whoever acquires the connection has it alone until released.
 */
export const embeddedDialect = (pglite: PGlite): Dialect => {
  const inner = new PGliteDialect({ pglite });
  return {
    createAdapter: () => inner.createAdapter(),
    createQueryCompiler: () => inner.createQueryCompiler(),
    createIntrospector: (db) => inner.createIntrospector(db),
    createDriver: () => serialDriver(inner.createDriver()),
  };
};

const serialDriver = (driver: Driver): Driver => {
  const waiting: (() => void)[] = [];
  let taken = false;
  const take = (): Promise<void> => {
    if (!taken) {
      taken = true;
      return Promise.resolve();
    }
    return new Promise((granted) => waiting.push(granted));
  };
  const give = (): void => {
    const next = waiting.shift();
    if (next) next();
    else taken = false;
  };
  return {
    init: (options) => driver.init(options),
    acquireConnection: async (options): Promise<DatabaseConnection> => {
      await take();
      try {
        return await driver.acquireConnection(options);
      } catch (error) {
        give();
        throw error;
      }
    },
    releaseConnection: async (connection, options) => {
      await driver.releaseConnection(connection, options);
      // Work that asks one query after another would otherwise starve timers and sockets: it all happens in this process.
      await new Promise((others) => setImmediate(others));
      give();
    },
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    destroy: (options) => driver.destroy(options),
  };
};
