/** Binds the calls for deployments. */
import { deploymentCalls } from '@sluice/api/deployments';
import { ok } from '@sluice/core/problem';
import type { Bind } from '../../http/bind.ts';
import { act } from './act.ts';
import type { DeploymentTools } from './change.ts';
import { create } from './create.ts';
import { edit } from './edit.ts';
import { preview } from './preview.ts';
import { drawsOf, get, list } from './queries.ts';
import { activate, archive, deactivate, windDown } from './switch.ts';
import { deploymentAnswer, deploymentView } from './view.ts';

export const deploymentRoutes = (bind: Bind, services: DeploymentTools): void => {
  bind(deploymentCalls.create, async ({ actor, body }) => {
    const made = await create(services, actor, {
      ...body,
      name: body.name,
      version: body.version,
      audience: body.audience,
      rollout: body.rollout,
    });
    return made.ok ? ok(deploymentAnswer(made.value)) : made;
  });
  bind(deploymentCalls.list, async ({ actor, query }) => {
    const page = await list(services, actor, query);
    return page.ok ? ok({ body: page.value }) : page;
  });
  bind(deploymentCalls.preview, async ({ actor, body }) => {
    const { onRaise, onFull, ...draft } = body;
    const previewed = await preview(services, actor, draft, { onRaise, onFull });
    return previewed.ok ? ok({ body: previewed.value }) : previewed;
  });
  bind(deploymentCalls.get, async ({ actor, params }) => {
    const found = await get(services, actor, params.id);
    return found.ok ? ok(deploymentAnswer(found.value)) : found;
  });
  bind(deploymentCalls.edit, async ({ actor, params, body, ifMatch }) => {
    const { onRaise, onFull, ...patch } = body;
    const edited = await edit(services, { actor, id: params.id, ifMatch }, patch, { onRaise, onFull });
    return edited.ok ? ok(deploymentAnswer(edited.value)) : edited;
  });
  bind(deploymentCalls.archive, async ({ actor, params, ifMatch }) => {
    const gone = await archive(services, { actor, id: params.id, ifMatch });
    return gone.ok ? ok({}) : gone;
  });
  bind(deploymentCalls.activate, async ({ actor, params, ifMatch }) => {
    const done = await activate(services, { actor, id: params.id, ifMatch });
    return done.ok ? ok(deploymentAnswer(done.value)) : done;
  });
  bind(deploymentCalls.deactivate, async ({ actor, params, body, ifMatch }) => {
    const done = await deactivate(services, { actor, id: params.id, ifMatch }, body);
    if (!done.ok) return done;
    const { row, conversations } = done.value;
    return ok({ body: { ...deploymentView(row), conversations }, revision: row.revision });
  });
  bind(deploymentCalls.windDown, async ({ actor, params, ifMatch }) => {
    const done = await windDown(services, { actor, id: params.id, ifMatch });
    return done.ok ? ok(deploymentAnswer(done.value)) : done;
  });
  bind(deploymentCalls.draws, async ({ actor, params, query }) => {
    const draws = await drawsOf(services, actor, params.id, query.person);
    return draws.ok ? ok({ body: draws.value }) : draws;
  });
  bind(deploymentCalls.act, async ({ actor, params, body, ifMatch }) => {
    const done = await act(services, { actor, id: params.id, ifMatch }, body);
    return done.ok ? ok({ body: done.value.counts, revision: done.value.revision }) : done;
  });
};
