/** Binds the calls for segments. */
import { segmentCalls } from '@sluice/api/segments';
import { answered, type Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { createSegment, editSegment, removeSegment } from './commands.ts';
import { listSegments, readSegment } from './queries.ts';

export const segmentRoutes = (bind: Bind, services: Services): void => {
  bind(segmentCalls.create, async ({ actor, body }) => answered(await createSegment(services, actor, body)));
  bind(segmentCalls.list, async ({ actor, query }) => answered(await listSegments(services, actor, query)));
  bind(segmentCalls.get, async ({ actor, params }) =>
    answered(await readSegment(services, actor, params.id)),
  );
  bind(segmentCalls.edit, async ({ actor, params, body }) =>
    answered(await editSegment(services, actor, params.id, body)),
  );
  bind(segmentCalls.remove, async ({ actor, params }) =>
    answered(await removeSegment(services, actor, params.id)),
  );
};
