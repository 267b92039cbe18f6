/** One of everything in a workspace, every name marked, so that a leak shows. */
import { addAccount, type FakeAccount } from '../fakes/account.ts';
import { greeting } from '../fakes/documents.ts';
import type { FakeSluice } from '../fakes/sluice.ts';
import { fakeVisitor } from '../fakes/visitor.ts';
import { addWorkspace, type FakeWorkspace } from '../fakes/workspace.ts';

export type World = {
  readonly workspace: FakeWorkspace;
  /** Somebody signed in who owns it. */
  readonly owner: FakeAccount;
  readonly mark: string;
  readonly ids: {
    readonly flow: string;
    /** Used by nobody, so that it can go. */
    readonly spareFlow: string;
    readonly channel: string;
    readonly spareChannel: string;
    readonly segment: string;
    readonly deployment: string;
    readonly person: string;
    readonly conversation: string;
    readonly apiKey: string;
    readonly account: string;
    readonly session: string;
    readonly test: string;
    readonly previewLink: string;
    readonly comment: string;
    readonly member: string;
    readonly invitation: string;
  };
};

/** `mark` stands in every name and text. */
export const makeWorld = async (sluice: FakeSluice, mark: string): Promise<World> => {
  const workspace = await addWorkspace(sluice, mark);
  const owner = await addAccount(sluice, { name: mark, roles: { [workspace.id]: 'owner' } });
  const make = async (path: string, body: unknown): Promise<string> => {
    const made = await workspace.owner('POST', path, body);
    if (made.status !== 201) throw new Error(`${path}: ${JSON.stringify(made.body)}`);
    return 'id' in made.body ? String(made.body.id) : '';
  };
  const flow = await make('/flows', { name: mark, document: handingOff(mark) });
  await make(`/flows/${flow}/versions`, { note: mark });
  const channel = await make('/channels', { platform: 'website', name: mark, settings: { title: mark } });
  const segment = await make('/segments', { name: mark, audience: { everyone: true } });
  const deployment = await make('/deployments', {
    name: mark,
    flowId: flow,
    channelId: channel,
    version: 'latest',
    audience: { everyone: true },
    rollout: { share: 50 },
    always: [],
  });
  await workspace.owner('PATCH', `/deployments/${deployment}`, { rollout: { share: 100 } });
  await workspace.owner('POST', `/deployments/${deployment}/activate`, {});
  const { key } = (await workspace.owner('GET', `/channels/${channel}`)).body;
  const conversation = await fakeVisitor(sluice, key).open();
  if (conversation === null) throw new Error('the visitor of this world met no bot');
  const person = (await workspace.owner('GET', `/conversations/${conversation}`)).body.personId;
  return {
    workspace,
    owner,
    mark,
    ids: {
      flow,
      spareFlow: await make('/flows', { name: mark }),
      channel,
      spareChannel: await make('/channels', { platform: 'website', name: mark }),
      segment,
      deployment,
      person,
      conversation,
      previewLink: await make(`/flows/${flow}/preview-links`, { note: mark }),
      comment: await make(`/flows/${flow}/comments`, { block: 'b1', text: mark }),
      test: await make(`/flows/${flow}/tests`, {
        name: mark,
        turns: [{ input: null, says: [mark], status: 'handed-off' }],
      }),
      apiKey: await make('/api-keys', { name: mark, role: 'viewer' }),
      account: owner.id,
      session: owner.sessionId,
      member: (await addAccount(sluice, { name: mark, roles: { [workspace.id]: 'viewer' } })).id,
      invitation: await make('/invitations', { email: `${mark}@example.com`, role: 'viewer' }),
    },
  };
};

const handingOff = (says: string) => ({
  ...greeting(),
  groups: [
    {
      id: 'g1',
      title: '',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'b1', type: 'message', markdown: says },
        { id: 'b2', type: 'handoff', queue: 'support' },
      ],
    },
  ],
  variables: [],
});

/** Every row of a workspace, whatever the table, as text. */
export const rowsOf = async ({ runner: { db } }: FakeSluice, workspaceId: string): Promise<string> => {
  const tables = (await db.introspection.getTables()).filter(({ columns }) =>
    columns.some(({ name }) => name === 'workspace_id'),
  );
  const rows = [];
  for (const { name } of tables) {
    const found = await db
      .selectFrom(name as 'flows') // any of the tables with that column
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .execute();
    rows.push([name, found.map((row) => JSON.stringify({ ...row, last_used_at: null })).sort()]);
  }
  return JSON.stringify(rows);
};

/** Every row of an account, as text. */
export const rowsOfAccount = async ({ runner: { db } }: FakeSluice, accountId: string): Promise<string> => {
  const account = await db.selectFrom('accounts').selectAll().where('id', '=', accountId).execute();
  const rest = [];
  for (const table of ['sessions', 'password_resets', 'memberships'] as const) {
    rest.push(await db.selectFrom(table).selectAll().where('account_id', '=', accountId).execute());
  }
  return JSON.stringify([account, rest.map((rows) => rows.map((row) => JSON.stringify(row)).sort())]);
};
