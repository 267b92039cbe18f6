/** Binds the call that explains decisions. */
import { decisionCalls } from '@sluice/api/decisions';
import type { JsonObject } from '@sluice/core/json';
import { ok } from '@sluice/core/problem';
import type { Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { explain } from './explain.ts';

export const decisionRoutes = (bind: Bind, services: Services): void => {
  bind(decisionCalls.explain, async ({ actor, body }) => {
    const { key, attributes } = body.person;
    const explained = await explain(services, actor, {
      channelId: body.channelId,
      person: { key, attributes: attributes as JsonObject }, // parsed from JSON
    });
    return explained.ok ? ok({ body: explained.value }) : explained;
  });
};
