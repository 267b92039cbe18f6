/** Limits how often somebody may try to get in, by account and by address, on all nodes together. */
import { createHash } from 'node:crypto';
import { HOUR, MINUTE } from '@sluice/core/instant';
import { problem, type Result, refused } from '@sluice/core/problem';
import { sql } from 'kysely';
import type { Services } from '../../services.ts';

type Tools = Pick<Services, 'db' | 'clock' | 'random'>;

/** What is counted: `address` is somebody's network, `account` an e-mail address, known or not. */
export type Subject = { readonly kind: 'address' | 'account' | 'reset'; readonly value: string };

/** The try that uses the last of these locks for a minute, each one after it for twice as long, up to an hour. */
const FREE = 10;
const FIRST_LOCK_S = 60;
const LONGEST_LOCK_S = 3_600;
/** So long after the last try all is forgotten. An address is shared by a whole office. */
export const MEMORY: Readonly<Record<Subject['kind'], number>> = {
  address: HOUR,
  account: 24 * HOUR,
  reset: HOUR,
};

/**
 * Counts one try before it is made, so that tries at the same moment cannot slip through together. False: locked, and
 * nothing was counted. One statement, the same for every subject.
 */
export const countTry = async (tools: Tools, subject: Subject): Promise<boolean> => {
  const { db, clock, random } = tools;
  const now = new Date(clock.now());
  const since = new Date(clock.now() - MEMORY[subject.kind]);
  const mark = random.id('try');
  const tries = sql`case when attempts.last_at < ${since} then 1 else attempts.tries + 1 end`;
  const { rows } = await sql<{ last_try: string }>`
    insert into attempts (subject, tries, last_try, last_at, locked_until)
    values (${keyOf(subject)}, 1, ${mark}, ${now}, null)
    on conflict (subject) do update set
      tries = ${tries},
      last_try = ${mark},
      last_at = ${now},
      locked_until = case when ${tries} >= ${FREE}::int
        then ${now}::timestamptz
          + make_interval(secs => least(${LONGEST_LOCK_S}::int, ${FIRST_LOCK_S}::int * power(2, least(${tries} - ${FREE}::int, 10))))
        end
    where attempts.locked_until is null or attempts.locked_until <= ${now}
    returning last_try`.execute(db);
  return rows.length === 1;
};

/** A success: the account's tries are forgotten, of the address only this one. */
export const forgiveTry = async ({ db }: Pick<Tools, 'db'>, subject: Subject): Promise<void> => {
  if (subject.kind !== 'address') {
    await db.deleteFrom('attempts').where('subject', '=', keyOf(subject)).execute();
    return;
  }
  await db
    .updateTable('attempts')
    .set({ tries: sql`greatest(tries - 1, 0)`, locked_until: null })
    .where('subject', '=', keyOf(subject))
    .execute();
};

export const TOO_MANY_TRIES: Result<never> = refused(
  problem(
    'too-many-requests',
    '',
    'That was tried too often.',
    `Wait ${MINUTE / 60_000} minute or more; each further failure makes the wait longer.`,
  ),
);

/** Hashed: whatever was typed as an address is nobody's business. One household of IPv6 counts as one. */
const keyOf = ({ kind, value }: Subject): string => {
  const text = kind === 'address' ? networkOf(value) : value;
  return createHash('sha256').update(`${kind} ${text}`).digest('hex');
};

const networkOf = (address: string): string => {
  const ipv4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (ipv4 !== undefined || !address.includes(':')) return ipv4 ?? address;
  const [head = '', tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array<string>(Math.max(0, zeros)).fill('0'), ...back];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};
