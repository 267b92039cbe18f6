/** A backlog as an outage leaves it: conversations in mid-flow, each with messages that no turn has taken. */
import { sql } from 'kysely';
import type { Db } from '../../server/db/database.ts';

export type Backlog = {
  /** The conversation that all of them are copies of, each of another person. */
  readonly like: string;
  readonly conversations: number;
  /** What was written in each of them, a second apart. */
  readonly said: readonly string[];
  /** When the first of it was written, and when the last: the conversations are spread evenly between. */
  readonly from: Date;
  readonly to: Date;
};

/** Returns the conversations' ids, those whose messages are the oldest first. */
export const leaveBacklog = async (
  db: Db,
  { like, conversations, said, from, to }: Backlog,
): Promise<readonly string[]> => {
  await sql`
    insert into conversations select copy.* from conversations c, generate_series(1, ${conversations}::int) n,
      lateral jsonb_populate_record(c, jsonb_build_object('id', c.id || 'x' || n, 'person_id', c.person_id || 'x' || n)) copy
    where c.id = ${like}`.execute(db);
  await sql`
    insert into messages select copy.* from messages m, generate_series(1, ${conversations}::int) n,
      lateral jsonb_populate_record(m, jsonb_build_object('conversation_id', m.conversation_id || 'x' || n)) copy
    where m.conversation_id = ${like}`.execute(db);
  await sql`
    insert into inbox (workspace_id, conversation_id, message_id, answer_given, fingerprint, status, received_at)
    select c.workspace_id, c.id || 'x' || n, 'left' || w.place, jsonb_build_object('text', w.said), 'as it came', 'pending',
      ${from}::timestamptz + (${to}::timestamptz - ${from}::timestamptz) * ((n - 1)::float8 / ${conversations}::int)
        + interval '1 second' * w.place
    from conversations c, generate_series(1, ${conversations}::int) n,
      jsonb_array_elements_text(${JSON.stringify(said)}::jsonb) with ordinality w (said, place)
    where c.id = ${like}
    order by n, w.place`.execute(db);
  return Array.from({ length: conversations }, (_, index) => `${like}x${index + 1}`);
};
