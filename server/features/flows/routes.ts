/** Binds the calls for flows, drafts and versions. */
import { flowCalls } from '@sluice/api/flows';
import { templateCalls } from '@sluice/api/templates';
import { versionCalls } from '@sluice/api/versions';
import { ok } from '@sluice/core/problem';
import { answered, type Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { archiveFlow, copyFlow, createFlow, importFlows, renameFlow } from './commands.ts';
import { restoreVersion, saveDraft } from './draft.ts';
import { publishFlow } from './publish.ts';
import { publishing } from './publishing.ts';
import { listFlows, listVersions, readFlow, readVersion } from './queries.ts';
import { templates } from './templates.ts';

export const flowRoutes = (bind: Bind, services: Services): void => {
  bind(flowCalls.create, async ({ actor, body }) => saved(await createFlow(services, actor, body)));
  bind(flowCalls.list, async ({ actor, query }) => answered(await listFlows(services, actor, query)));
  bind(flowCalls.get, async ({ actor, params }) => saved(await readFlow(services, actor, params.id)));
  bind(flowCalls.rename, async ({ actor, params, body }) =>
    saved(await renameFlow(services, actor, params.id, body.name)),
  );
  bind(flowCalls.archive, async ({ actor, params }) =>
    answered(await archiveFlow(services, actor, params.id)),
  );
  bind(flowCalls.copy, async ({ actor, params, body }) =>
    saved(await copyFlow(services, actor, params.id, body)),
  );
  bind(flowCalls.saveDraft, async ({ actor, params, body, ifMatch }) => {
    const outcome = await saveDraft(services, actor, params.id, { document: body, ifMatch });
    if (!outcome.ok) return outcome;
    const { problems, revision } = outcome.value;
    return ok({ body: { problems }, revision });
  });
  bind(flowCalls.import, async ({ actor, body }) => answered(await importFlows(services, actor, body)));
  bind(versionCalls.publish, async ({ actor, params, body, ifMatch }) =>
    answered(await publishFlow(services, actor, params.id, { ...body, ifMatch })),
  );
  bind(versionCalls.list, async ({ actor, params, query }) =>
    answered(await listVersions(services, actor, params.id, query)),
  );
  bind(versionCalls.get, async ({ actor, params }) =>
    answered(await readVersion(services, actor, params.id, params.number)),
  );
  bind(versionCalls.restore, async ({ actor, params, ifMatch }) =>
    saved(await restoreVersion(services, actor, params.id, { number: params.number, ifMatch })),
  );
  bind(versionCalls.publishing, async ({ actor, params }) =>
    answered(await publishing(services, actor, params.id)),
  );
  bind(templateCalls.list, async () => ok({ body: { items: templates } }));
};

/** A flow with its draft's revision, which becomes the ETag. */
const saved = (outcome: Awaited<ReturnType<typeof readFlow>>) =>
  outcome.ok ? ok({ body: outcome.value.flow, revision: outcome.value.revision }) : outcome;
