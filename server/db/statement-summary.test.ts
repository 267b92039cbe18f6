import { describe, expect, test } from 'vitest';
import { statementSummary } from './statement-summary.ts';

describe('a statement’s name', () => {
  test.each([
    ['select "id" from "channels" where "key" = $1', 'read channels'],
    ['insert into "flows" ("id", "name") values ($1, $2)', 'insert flows'],
    ['delete from outbox where id = $1', 'delete outbox'],
    ['begin', 'begin'],
    [
      'with turned as (update conversations set turn = $1 returning id), said as (insert into messages (id) ' +
        'select t.id from turned t, jsonb_to_recordset($2) as m (id text)) select 1 from turned',
      'insert messages, update conversations',
    ],
    [
      'select p.id from people p join identities i on i.person_id = p.id for update',
      'read people identities',
    ],
    ['insert into draws (id) values ($1) on conflict (id) do update set share = $2', 'insert draws'],
    ['select 1 from inbox i where i.message_id is distinct from $1', 'read inbox'],
    ['select count(*) from jsonb_to_recordset($1) as f (id text)', 'select'],
  ])('of %s is "%s"', (text, name) => {
    expect(statementSummary(text)).toBe(name);
  });
});
