/** Statements as parts of the spans that ask for them: what they do to which tables, never with which values. */
import type { DatabaseConnection, Dialect } from 'kysely';
import type { Tracing } from '../tracing.ts';
import { statementSummary } from './statement-summary.ts';

/** The dialect itself when nothing is traced. */
export const tracedDialect = (dialect: Dialect, tracing: Tracing): Dialect => {
  if (!tracing.on) return dialect;
  const known = new WeakSet<DatabaseConnection>();
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = async (options) => {
        const connection = await acquire(options);
        if (!known.has(connection)) observe(connection, tracing);
        known.add(connection);
        return connection;
      };
      return driver;
    },
  };
};

/** In its place rather than around it: drivers know their connections by identity. */
const observe = (connection: DatabaseConnection, tracing: Tracing): void => {
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = (query, options) => {
    const summary = statementSummary(query.sql);
    const attributes = { 'db.system.name': 'postgresql', 'db.query.summary': summary };
    return tracing.part(summary, attributes, () => execute(query, options));
  };
};
