/** The server's log: what went wrong and where, never what somebody said. */
import { type DestinationStream, type Logger, pino } from 'pino';

/** Never in a log, whatever object it hangs on. */
const REDACTED = [
  '*.authorization',
  '*.visitor',
  '*.identity',
  '*.cookie',
  '*.token',
  '*.password',
  '*.secret',
  '*.markdown',
  '*.text',
];

/** `to` is standard output unless a test reads along. */
export const makeLog = (level: string, to?: DestinationStream): Logger => {
  const options = { level, redact: REDACTED, serializers: { err: errorInLog } };
  return to ? pino(options, to) : pino(options);
};

/** SQLSTATE class 22, "data exception": the database quotes the value it could not take. */
const QUOTES_A_VALUE = /^22...$/;

/** Database drivers hang the statement, its values and the failing row on their errors: only these fields are kept. */
const errorInLog = (error: unknown): object => {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name: type, message, stack = '' } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined || !QUOTES_A_VALUE.test(code)) return { type, code, message, stack };
  return { type, code, message: 'the database refused a value', stack: stack.replace(message, '') };
};
