/** The floor: bare Fastify and `pg`, the same rows as a turn of Sluice in one transaction of five round trips, no flow. */
import { fastify } from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL_SIZE) });
await pool.query(`
  create schema if not exists floor;
  create table if not exists floor.conversations (like public.conversations including all);
  create table if not exists floor.messages (like public.messages including all);
  create table if not exists floor.turns (like public.turns including all);
  create table if not exists floor.inbox (like public.inbox including all);`);

const READ = {
  name: 'read',
  text: `select turn, last_seq, state from floor.conversations where workspace_id = 'w' and id = $1 for update`,
};
const RECORD = {
  name: 'record',
  text: `with taken as (
      insert into floor.inbox (workspace_id, conversation_id, message_id, answer_given, fingerprint, status, reply, received_at)
      values ('w', $1, $2, $3, $2, 'done', $4, now())
    ), turned as (
      insert into floor.turns (workspace_id, conversation_id, n, input, effects, at) values ('w', $1, $5, $3, $4, now())
    )
    insert into floor.messages (workspace_id, conversation_id, seq, turn, sender, type, markdown, at)
    values ('w', $1, $6, $5, 'person', 'message', $7, now()), ('w', $1, $6 + 1, $5, 'bot', 'message', $8, now())`,
};
const KEEP = {
  name: 'keep',
  text: `update floor.conversations set turn = $2, last_seq = $3, state = $4, touched_at = now(), due_at = now() + interval '1 day'
    where workspace_id = 'w' and id = $1`,
};

const begin = async (conversation: string): Promise<void> => {
  await pool.query(
    `insert into floor.conversations (workspace_id, id, channel_id, person_id, status, turn, last_seq, state, decision,
       attributes, opened_at, touched_at)
     values ('w', $1, 'c', $1, 'waiting', 0, 0, '{}', '{}', '{}', now(), now()) on conflict do nothing`,
    [conversation],
  );
};

type Said = { readonly conversation: string; readonly id: string; readonly text: string };

const turn = async ({ conversation, id, text }: Said): Promise<object> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query({ ...READ, values: [conversation] });
    const row = rows[0];
    if (row === undefined) throw new Error('begin first');
    const n = row.turn + 1;
    const says = `You said: ${text}. What else?`;
    const messages = [{ id: `m${row.last_seq + 2}`, markdown: says }];
    const answer = JSON.stringify({ type: 'text', text });
    await client.query({
      ...RECORD,
      values: [conversation, id, answer, JSON.stringify(messages), n, row.last_seq + 1, text, says],
    });
    const state = JSON.stringify({ ...row.state, answer: text, at: 'ask' });
    await client.query({ ...KEEP, values: [conversation, n, row.last_seq + 2, state] });
    await client.query('commit');
    return { messages, awaiting: { type: 'input', kind: 'text' }, status: 'waiting' };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
};

const app = fastify();
const known = new Set<string>();
app.post<{ Body: Said }>('/turn', async ({ body }) => {
  if (!known.has(body.conversation)) {
    await begin(body.conversation);
    known.add(body.conversation);
  }
  return turn(body);
});
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.on('disconnect', () => process.exit(0));
process.send?.({ url });
