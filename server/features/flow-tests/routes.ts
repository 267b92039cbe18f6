/** Binds the calls for a flow's tests. */
import { flowTestCalls } from '@sluice/api/flow-tests';
import { answered, type Bind } from '../../http/bind.ts';
import type { Runner } from '../../runner/turn.ts';
import { createTest, editTest, removeTest } from './commands.ts';
import { listTests, readTest } from './queries.ts';
import { runTests } from './run.ts';

export const flowTestRoutes = (bind: Bind, runner: Runner): void => {
  bind(flowTestCalls.list, async ({ actor, params }) => answered(await listTests(runner, actor, params.id)));
  bind(flowTestCalls.create, async ({ actor, params, body }) =>
    answered(await createTest(runner, actor, params.id, body)),
  );
  bind(flowTestCalls.get, async ({ actor, params }) =>
    answered(await readTest(runner, actor, params.id, params.test)),
  );
  bind(flowTestCalls.edit, async ({ actor, params, body }) =>
    answered(await editTest(runner, actor, { flowId: params.id, id: params.test }, body)),
  );
  bind(flowTestCalls.remove, async ({ actor, params }) =>
    answered(await removeTest(runner, actor, { flowId: params.id, id: params.test })),
  );
  bind(flowTestCalls.run, async ({ actor, params, body }) =>
    answered(await runTests(runner, actor, params.id, body.version ?? null)),
  );
};
