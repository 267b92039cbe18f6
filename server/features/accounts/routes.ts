/** Binds the calls for one's account: the first one, signing in and out, the password, the devices. */
import { accountCalls, passwordResetCalls } from '@sluice/api/accounts';
import { ok } from '@sluice/core/problem';
import { answered, type Bind } from '../../http/bind.ts';
import type { Runner } from '../../runner/turn.ts';
import { readSessionAnswer } from './account-answer.ts';
import { changePassword, renameAccount } from './own-account.ts';
import { askForReset, confirmReset } from './password-resets.ts';
import { endDevice, endSessions, listDevices } from './sessions.ts';
import { setUp } from './setup.ts';
import { hasAccount, isSetupToken } from './setup-link.ts';
import { signIn } from './sign-in.ts';

export const accountRoutes = (bind: Bind, services: Runner): void => {
  const { db } = services;

  bind(accountCalls.setupState, async ({ query: { token } }) =>
    ok({
      body: {
        needed: !(await hasAccount(db)),
        valid: token !== undefined && (await isSetupToken(services, token)),
      },
    }),
  );
  bind(accountCalls.setup, async ({ body, visit }) => {
    const begun = await setUp(services, body, visit);
    return begun.ok ? ok({ body: begun.value.answer, session: begun.value.token }) : begun;
  });
  bind(accountCalls.signIn, async ({ body, visit }) => {
    const begun = await signIn(services, body, visit);
    return begun.ok ? ok({ body: begun.value.answer, session: begun.value.token }) : begun;
  });
  bind(accountCalls.session, async ({ actor }) => ok({ body: await readSessionAnswer(db, actor.accountId) }));
  bind(accountCalls.signOut, async ({ actor }) => {
    await endSessions(db, actor.accountId, { id: actor.sessionId });
    return ok({ session: null });
  });

  bind(accountCalls.rename, async ({ actor, body }) =>
    ok({ body: await renameAccount(db, actor, body.name) }),
  );
  bind(accountCalls.changePassword, async ({ actor, body }) => {
    const changed = await changePassword(services, actor, body);
    return changed.ok ? ok({}) : changed;
  });

  bind(accountCalls.devices, async ({ actor }) => ok({ body: await listDevices(services, actor) }));
  bind(accountCalls.signOutOthers, async ({ actor }) => {
    await endSessions(db, actor.accountId, { butNot: actor.sessionId });
    return ok({});
  });
  bind(accountCalls.signOutDevice, async ({ actor, params: { id } }) => {
    const ended = await endDevice(services, actor, id);
    if (!ended.ok) return ended;
    return ok(id === actor.sessionId ? { session: null } : {});
  });

  bind(passwordResetCalls.ask, async ({ body, visit }) =>
    answered(await askForReset(services, body.email, visit.address)),
  );
  bind(passwordResetCalls.confirm, async ({ body }) => answered(await confirmReset(services, body)));
};
