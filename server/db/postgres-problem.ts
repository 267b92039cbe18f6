/** Why PostgreSQL could not be opened, in one line that helps and never holds the password. */
import { type Problem, problem } from '@sluice/core/problem';

/** Null for an error that has nothing to do with reaching the database: a bug. */
export const unreachable = (url: string, error: unknown): Problem | null => {
  const { host, name, user } = placeOf(url);
  const says = (text: string, hint: string): Problem =>
    problem('database-unreachable', 'DATABASE_URL', text, hint);
  const message = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case '28P01':
    case '28000':
      return says(
        `PostgreSQL at ${host} does not let in the user "${user}".`,
        'Check user and password in DATABASE_URL.',
      );
    case '3D000':
      return says(
        `There is no database "${name}" at ${host}.`,
        'Create it first: createdb or CREATE DATABASE.',
      );
    case '42501':
      return says(
        `The user "${user}" may not create tables in the database "${name}" at ${host}.`,
        'Make it the owner of the database.',
      );
    case '53300':
      return says(
        `PostgreSQL at ${host} takes no more connections.`,
        'Raise max_connections, or lower DATABASE_POOL_SIZE of the nodes.',
      );
    case '57P03':
      return says(`PostgreSQL at ${host} is still starting.`, 'Try again in a moment.');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return says(`The host of ${host} is not known.`, 'Check DATABASE_URL.');
    default:
  }
  return UNREACHED.test(message) || UNREACHED.test(codeOf(error))
    ? says(
        `PostgreSQL at ${host} cannot be reached: ${reason(error)}.`,
        'Is it running, and is the address right?',
      )
    : null;
};

const UNREACHED =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES|EPIPE|CERT|SELF_SIGNED|timeout|terminated|SSL|SASL|08\d{3}|57P0\d/i;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';

const reason = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return (text || codeOf(error)).replace(/\.$/, '');
};

/** What may be shown of the URL. */
const placeOf = (url: string): { readonly host: string; readonly name: string; readonly user: string } => {
  const parsed = new URL(url);
  const user = decodeURIComponent(parsed.username) || 'postgres';
  return {
    host: `${parsed.hostname || parsed.searchParams.get('host') || 'localhost'}:${parsed.port || '5432'}`,
    name: decodeURIComponent(parsed.pathname.slice(1)) || user,
    user,
  };
};
