/** Binds the calls for comments. */
import { commentCalls } from '@sluice/api/comments';
import { answered, type Bind } from '../../http/bind.ts';
import type { Services } from '../../services.ts';
import { createComment, editComment, removeComment } from './commands.ts';
import { listComments } from './queries.ts';

export const commentRoutes = (bind: Bind, services: Services): void => {
  bind(commentCalls.list, async ({ actor, params }) =>
    answered(await listComments(services, actor, params.id)),
  );
  bind(commentCalls.create, async ({ actor, params, body }) =>
    answered(await createComment(services, actor, params.id, body)),
  );
  bind(commentCalls.edit, async ({ actor, params, body }) =>
    answered(await editComment(services, actor, { flowId: params.id, id: params.comment }, body)),
  );
  bind(commentCalls.remove, async ({ actor, params }) =>
    answered(await removeComment(services, actor, { flowId: params.id, id: params.comment })),
  );
};
