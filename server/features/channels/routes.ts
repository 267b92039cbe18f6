/** Binds the calls for channels. */
import { channelCalls } from '@sluice/api/channels';
import { answered, type Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { archiveChannel, createChannel, editChannel } from './commands.ts';
import { listChannels, readAttributes, readChannel } from './queries.ts';

export const channelRoutes = (bind: Bind, services: Services): void => {
  bind(channelCalls.create, async ({ actor, body }) => answered(await createChannel(services, actor, body)));
  bind(channelCalls.list, async ({ actor, query }) => answered(await listChannels(services, actor, query)));
  bind(channelCalls.get, async ({ actor, params }) =>
    answered(await readChannel(services, actor, params.id)),
  );
  bind(channelCalls.edit, async ({ actor, params, body }) =>
    answered(await editChannel(services, actor, params.id, body)),
  );
  bind(channelCalls.archive, async ({ actor, params }) =>
    answered(await archiveChannel(services, actor, params.id)),
  );
  bind(channelCalls.attributes, async ({ actor, params }) =>
    answered(await readAttributes(services, actor, params.id)),
  );
};
