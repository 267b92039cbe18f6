/** Who a bearer key belongs to: one indexed read, remembered for a short while. */

import { MINUTE } from '@sluice/core/instant';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import type { Services } from '../../services.ts';
import { hashOfKey } from './api-key.ts';

export type KeyRing = {
  readonly authenticate: (authorization: string | undefined) => Promise<Result<Actor>>;
  /** Called after a key was revoked: no node lets it in any longer. */
  forget(hash: string): void;
};

/** Keys remembered at once; one workspace has a handful. */
const MOST = 1_000;

/** Refuses with `not-signed-in` (401) whatever is no key of ours, and never says what was wrong with it. */
export const keyRing = ({ db, clock, notices }: Pick<Services, 'db' | 'clock' | 'notices'>): KeyRing => {
  const remembered = new Map<string, { readonly actor: Actor; readonly until: number }>();

  notices.hear('key-revoked', (hash) => remembered.delete(hash));
  notices.missed(() => remembered.clear());

  const read = async (hash: string): Promise<Actor | null> => {
    const row = await db
      .selectFrom('api_keys')
      .select(['workspace_id', 'id', 'name', 'role', 'last_used_at'])
      .where('hash', '=', hash)
      .executeTakeFirst();
    if (!row) return null;
    const now = clock.now();
    // The memory below lasts a minute, so that a busy key costs one write a minute and not one a call.
    await db
      .updateTable('api_keys')
      .set({ last_used_at: new Date(now) })
      .where('workspace_id', '=', row.workspace_id)
      .where('id', '=', row.id)
      .where((eb) =>
        eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', new Date(now - MINUTE))]),
      )
      .execute();
    return { workspaceId: row.workspace_id, id: row.id, name: `key ${row.name}`, role: row.role };
  };

  return {
    authenticate: async (authorization) => {
      const key = /^Bearer /i.test(authorization ?? '') ? (authorization ?? '').slice(7).trim() : '';
      if (key === '') return NOT_SIGNED_IN;
      const hash = hashOfKey(key);
      const known = remembered.get(hash);
      if (known && known.until > clock.now()) return ok(known.actor);
      remembered.delete(hash);
      const actor = await read(hash);
      if (!actor) return UNKNOWN_KEY;
      if (remembered.size >= MOST) remembered.clear();
      remembered.set(hash, { actor, until: clock.now() + MINUTE });
      return ok(actor);
    },
    forget: (hash) => {
      remembered.delete(hash);
      notices.tell('key-revoked', hash);
    },
  };
};

const NOT_SIGNED_IN: Result<never> = refused(
  problem('not-signed-in', '', 'This call needs an API key.', 'Send the header Authorization: Bearer <key>.'),
);
const UNKNOWN_KEY: Result<never> = refused(
  problem(
    'not-signed-in',
    '',
    'This API key is not known.',
    'It may have been revoked; ask an owner for another.',
  ),
);
