/** Binds the calls with which a human steps into a conversation: reply, close, hand back. */
import { conversationCalls } from '@sluice/api/conversations';
import type { Result } from '@sluice/core/problem';
import type { Actor } from '../../http/actor.ts';
import { answered, type Bind } from '../../http/bind.ts';
import { type Human, humanClose, humanHandBack, humanReply } from '../../runner/human.ts';
import type { Runner } from '../../runner/turn.ts';
import { recordDeed } from '../audit/record.ts';
import { readConversation } from './queries.ts';

export const humanRoutes = (bind: Bind, runner: Runner): void => {
  const after = async (actor: Actor, id: string, done: Result<null>) =>
    done.ok ? answered(await readConversation(runner, actor, id)) : done;

  /** Every step is audited in the transaction that takes it; what was said stays in the transcript alone. */
  const human = (actor: Actor, id: string, action: string): Human => ({
    workspaceId: actor.workspaceId,
    conversationId: id,
    along: (trx) => recordDeed(runner, trx, actor, { action: `conversation.${action}`, target: id }),
  });

  bind(conversationCalls.reply, async ({ actor, params: { id }, body }) => {
    // Visitors read it: the name of an API key is for the audit log only.
    const said = { markdown: body.markdown, author: body.author ?? null };
    return after(actor, id, await humanReply(runner, human(actor, id, 'reply'), said));
  });
  bind(conversationCalls.close, async ({ actor, params: { id } }) =>
    after(actor, id, await humanClose(runner, human(actor, id, 'close'))),
  );
  bind(conversationCalls.handBack, async ({ actor, params: { id } }) =>
    after(actor, id, await humanHandBack(runner, human(actor, id, 'hand-back'))),
  );
};
