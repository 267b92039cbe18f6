import { describe, expect, it } from 'vitest';
import { isOutage } from './outage.ts';

const failure = (message: string, code?: string): Error =>
  Object.assign(new Error(message), code ? { code } : {});

describe('an outage', () => {
  it.each([
    ['a refused connection', failure('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED')],
    ['a connection that broke', failure('Connection terminated unexpectedly')],
    ['no free connection in time', failure('timeout exceeded when trying to connect')],
    ['a silent database', failure('PostgreSQL has not answered in time')],
    ['a shutdown', failure('terminating connection due to administrator command', '57P01')],
    ['a database that is starting', failure('the database system is starting up', '57P03')],
    ['a full disk', failure('could not extend file', '53100')],
    ['too many connections', failure('sorry, too many clients already', '53300')],
    ['a lock that was not given in time', failure('canceling statement due to lock timeout', '55P03')],
    [
      'a process that slept in a transaction',
      failure('terminating connection due to idle-in-transaction', '25P03'),
    ],
    ['a deadlock', failure('deadlock detected', '40P01')],
  ])('is %s', (_, error) => {
    expect(isOutage(error)).toBe(true);
  });

  it.each([
    ['a mistake in a statement', failure('syntax error at or near "form"', '42601')],
    ['a rule of ours that was broken', failure('duplicate key value violates unique constraint', '23505')],
    ['a mistake in the code', new TypeError('undefined is not a function')],
    ['a column that is missing', failure('column "x" does not exist', '42703')],
    ['no error at all', 'ECONNREFUSED'],
  ])('is not %s', (_, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
