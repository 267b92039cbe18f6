/** Binds the calls for members, invitations and workspaces. */
import { invitationCalls } from '@sluice/api/invitations';
import { memberCalls } from '@sluice/api/members';
import { workspaceCalls } from '@sluice/api/workspaces';
import { ok } from '@sluice/core/problem';
import { answered, type Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { acceptInvitation, lookAtInvitation } from './accept-invitation.ts';
import { signedIn } from './doorkeeper.ts';
import { invite, listInvitations, revokeInvitation } from './invitations.ts';
import { changeRole, listMembers, makeResetLink, removeMember } from './members.ts';
import { createWorkspace, readWorkspace, renameWorkspace } from './own-workspaces.ts';

export const memberRoutes = (bind: Bind, services: Services): void => {
  bind(memberCalls.list, async ({ actor, query }) => answered(await listMembers(services, actor, query)));
  bind(memberCalls.changeRole, async ({ actor, params, body }) =>
    answered(await changeRole(services, actor, params.id, body.role)),
  );
  bind(memberCalls.remove, async ({ actor, params }) =>
    answered(await removeMember(services, actor, params.id)),
  );
  bind(memberCalls.resetLink, async ({ actor, params }) =>
    answered(await makeResetLink(services, actor, params.id)),
  );

  bind(invitationCalls.list, async ({ actor, query }) =>
    answered(await listInvitations(services, actor, query)),
  );
  bind(invitationCalls.create, async ({ actor, body }) => answered(await invite(services, actor, body)));
  bind(invitationCalls.revoke, async ({ actor, params }) =>
    answered(await revokeInvitation(services, actor, params.id)),
  );
  bind(invitationCalls.look, async ({ body }) => answered(await lookAtInvitation(services, body.token)));
  bind(invitationCalls.accept, async ({ body, visit }) => {
    const caller = await signedIn(services, { authorization: undefined, session: visit.session });
    const done = await acceptInvitation(services, body, { caller: caller.ok ? caller.value : null, visit });
    if (!done.ok) return done;
    const { answer, token } = done.value;
    return ok({ body: answer, ...(token === undefined ? {} : { session: token }) });
  });

  bind(workspaceCalls.get, async ({ actor }) => ok({ body: await readWorkspace(services, actor) }));
  bind(workspaceCalls.rename, async ({ actor, body }) =>
    ok({ body: await renameWorkspace(services, actor, body.name) }),
  );
  bind(workspaceCalls.create, async ({ actor, body }) =>
    answered(await createWorkspace(services, actor, body.name)),
  );
};
