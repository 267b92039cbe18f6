/** Tells a database that is out of reach, busy or full from a mistake of ours: the first passes, the second does not. */

/** SQLSTATE: whole classes by their first two characters, or single codes. */
const STATES: ReadonlySet<string> = new Set([
  '08', // connections
  '53', // disk full, out of memory, too many connections
  '57', // cancelled by a time limit, shut down, still starting
  '58', // the system below it
  '40', // serialization, deadlock: somebody else went first
  '25P03', // idle in a transaction for too long: this process slept
  '25006', // read only: a standby
  '55P03', // waited too long for a lock
]);

const SOCKET =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT)$/;

/** What the driver says without a code. */
const SAID =
  /timeout exceeded when trying to connect|^Connection terminated|has not answered in time|not queryable|Cannot use a pool after calling end/;

/** True when the same work, tried later, may well succeed: nothing is wrong with the work itself. */
export const isOutage = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    STATES.has(code) ||
    (code.length === 5 && STATES.has(code.slice(0, 2))) ||
    SOCKET.test(code) ||
    SAID.test(error.message)
  );
};
