/** Reading channels and what can be targeted on them. */
import { ok } from '@sluice/core/problem';
import { type Paging, readPage } from '../../db/page.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import type { Services } from '../../services.ts';
import { channelAnswer } from './channel-answer.ts';
import { openSettings } from './settings.ts';
import { findChannel } from './store.ts';

type Reader = Pick<Services, 'db' | 'secrets'>;

export const listChannels = async ({ db, secrets }: Reader, actor: Actor, paging: Paging) => {
  const page = await readPage(
    paging,
    { at: 'created_at', id: 'id' },
    (bound) =>
      db
        .selectFrom('channels')
        .selectAll()
        .where('workspace_id', '=', actor.workspaceId)
        .where('archived_at', 'is', null)
        .where(bound.after)
        .orderBy(bound.order)
        .limit(bound.limit)
        .execute(),
    (row) => ({ at: row.created_at, id: row.id }),
  );
  return page.ok
    ? ok({ items: page.value.rows.map((row) => channelAnswer(secrets, row)), next: page.value.next })
    : page;
};

export const readChannel = async ({ db, secrets }: Reader, actor: Actor, id: string) => {
  const row = await findChannel(db, actor.workspaceId, id);
  return row ? ok(channelAnswer(secrets, row)) : notFound('channel', id);
};

/** The platform's catalogue for this channel's settings: claims vanish from it where they do not count. */
export const readAttributes = async (
  { db, secrets, platforms }: Reader & Pick<Services, 'platforms'>,
  actor: Actor,
  id: string,
) => {
  const row = await findChannel(db, actor.workspaceId, id);
  if (!row) return notFound('channel', id);
  const items = platforms.get(row.platform)?.attributes(openSettings(secrets, id, row)) ?? [];
  return ok({ items });
};
