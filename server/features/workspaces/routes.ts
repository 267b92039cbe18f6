/** Binds the calls for API keys. */
import { apiKeyCalls } from '@sluice/api/api-keys';
import { ok } from '@sluice/core/problem';
import type { Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { createKey, revokeKey } from './commands.ts';
import type { KeyRing } from './key-ring.ts';
import { listKeys } from './queries.ts';

export const apiKeyRoutes = (bind: Bind, services: Services, ring: KeyRing): void => {
  bind(apiKeyCalls.list, async ({ actor, query }) => {
    const page = await listKeys(services, actor, query);
    return page.ok ? ok({ body: page.value }) : page;
  });
  bind(apiKeyCalls.create, async ({ actor, body }) => ok({ body: await createKey(services, actor, body) }));
  bind(apiKeyCalls.revoke, async ({ actor, params }) => {
    const revoked = await revokeKey(services, actor, params.id);
    if (!revoked.ok) return revoked;
    ring.forget(revoked.value.hash);
    return ok({});
  });
};
