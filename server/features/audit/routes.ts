/** Binds the call that reads the audit log. */
import { auditCalls } from '@sluice/api/audit';
import { answered, type Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { listDeeds } from './queries.ts';

export const auditRoutes = (bind: Bind, services: Services): void => {
  bind(auditCalls.list, async ({ actor, query }) => answered(await listDeeds(services, actor, query)));
};
