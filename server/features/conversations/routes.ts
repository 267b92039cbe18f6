/** Binds the calls that read conversations; those with which a human steps in are bound beside them. */
import { conversationCalls } from '@sluice/api/conversations';
import { answered, type Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { listConversations, readConversation } from './queries.ts';

export const conversationRoutes = (bind: Bind, services: Services): void => {
  bind(conversationCalls.list, async ({ actor, query }) =>
    answered(await listConversations(services, actor, query)),
  );
  bind(conversationCalls.get, async ({ actor, params }) =>
    answered(await readConversation(services, actor, params.id)),
  );
};
