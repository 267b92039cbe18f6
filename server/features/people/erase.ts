/** Erasing a person: what they said and what was known of them goes; that it was done stays. */
import type { JsonObject } from '@sluice/core/json';
import { ok, type Result } from '@sluice/core/problem';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import { inTransaction } from '../../runner/retry.ts';
import { visitorHash } from '../../runner/tombstone.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { strikeFromDeeds, strikeFromLists } from './erase-mentions.ts';
import { readIdentities, resolvePersonId } from './store.ts';

type Erased = { readonly workspaceId: string; readonly ids: readonly string[] };

/**
 * In one transaction, for everybody merged into them too: conversations with their messages, turns, inbox and outbox;
 * draws, attributes, identities; their keys on deployments' lists; what the audit log said of them. Tokens of their
 * browsers are refused from now on (a hash of each visitor id stays for that). Counts and acts stay, without a name.
 */
export const erasePerson = async (services: Services, actor: Actor, id: string): Promise<Result<null>> => {
  const { db, clock, plans } = services;
  const { workspaceId } = actor;
  const outcome = await inTransaction(db, async () => async (trx) => {
    const resolved = await resolvePersonId(trx, workspaceId, id);
    if (!resolved) return notFound('person', id);
    const { person, ids } = resolved;
    await trx
      .selectFrom('people')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', 'in', ids)
      .forUpdate()
      .execute();
    const identities = await readIdentities(trx, workspaceId, ids);
    const visitors = identities.filter(({ kind }) => kind === 'visitor');
    if (visitors.length > 0) {
      const at = new Date(clock.now());
      await trx
        .insertInto('tombstones')
        .values(visitors.map(({ value }) => ({ workspace_id: workspaceId, hash: visitorHash(value), at })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await forgetDeeds(trx, { workspaceId, ids });
    await deleteConversations(trx, { workspaceId, ids });
    await trx
      .deleteFrom('draws')
      .where('workspace_id', '=', workspaceId)
      .where('person_id', 'in', ids)
      .execute();
    await trx
      .deleteFrom('identities')
      .where('workspace_id', '=', workspaceId)
      .where('person_id', 'in', ids)
      .execute();
    await trx.deleteFrom('people').where('workspace_id', '=', workspaceId).where('id', 'in', ids).execute();
    const keys = new Set([
      person.key,
      ...identities.map(({ value }) => value),
      ...emailOf(person.attributes),
    ]);
    const channels = await strikeFromLists(trx, workspaceId, new Set([...keys, ...ids]));
    await strikeFromDeeds(trx, workspaceId, keys);
    await recordDeed(services, trx, actor, { action: 'person.erase', target: person.id });
    return ok(channels);
  });
  if (!outcome.ok) return outcome;
  for (const channel of outcome.value) plans.forget(channel);
  return ok(null);
};

const emailOf = ({ email }: JsonObject): readonly string[] => (typeof email === 'string' ? [email] : []);

/** The log keeps who did what and when, to whom by id; not what it was. */
const forgetDeeds = async (trx: Db, { workspaceId, ids }: Erased): Promise<void> => {
  await trx
    .updateTable('audit')
    .set({ before: null, after: null })
    .where('workspace_id', '=', workspaceId)
    .where((eb) =>
      eb.or([
        eb('target', 'in', ids),
        eb('target', 'in', (query) =>
          query
            .selectFrom('conversations')
            .select('id')
            .where('workspace_id', '=', workspaceId)
            .where('person_id', 'in', ids),
        ),
      ]),
    )
    .execute();
};

const deleteConversations = async (trx: Db, { workspaceId, ids }: Erased): Promise<void> => {
  // Locked first: a turn that runs right now either commits before this, or finds no conversation to commit to.
  const rows = await trx
    .selectFrom('conversations')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', ids)
    .forUpdate()
    .execute();
  const conversations = rows.map((row) => row.id);
  await trx
    .deleteFrom('outbox')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', 'in', ids)
    .execute();
  if (conversations.length === 0) return;
  for (const table of ['outbox', 'inbox', 'turns', 'messages'] as const) {
    await trx
      .deleteFrom(table)
      .where('workspace_id', '=', workspaceId)
      .where('conversation_id', 'in', conversations)
      .execute();
  }
  await trx
    .deleteFrom('conversations')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', conversations)
    .execute();
};
