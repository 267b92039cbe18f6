import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeployedSluice, deployedSluice } from '../../../test/fakes/deployed.ts';
import { dangling } from '../../../test/fakes/documents.ts';
import { addWorkspace } from '../../../test/fakes/workspace.ts';

const DAY = 24 * 60 * 60 * 1_000;
let sluice: DeployedSluice;
beforeAll(async () => {
  sluice = await deployedSluice();
});
afterAll(() => sluice.close());

const home = async (zone = 'UTC') => (await sluice.call('GET', `/home?timeZone=${zone}`)).body;
const deploy = async (name: string, version: 'latest' | number, always: readonly string[] = []) =>
  (
    await sluice.call('POST', '/deployments', {
      name,
      flowId: sluice.flowId,
      channelId: sluice.channelId,
      version,
      audience: { everyone: true },
      rollout: { share: 100 },
      always,
      active: true,
    })
  ).body.id as string;
const set = (id: string, fields: { status: 'handed-off' | 'failed' | 'abandoned'; touched_at?: Date }) =>
  sluice.runner.db.updateTable('conversations').set(fields).where('id', '=', id).execute();
const kinds = async () => (await home()).attention.map(({ kind }: { kind: string }) => kind);

describe('home', () => {
  it('of a new workspace is empty, and complete', async () => {
    const empty = await addWorkspace(sluice, 'Empty');
    expect((await empty.viewer('GET', '/home')).body).toEqual({
      today: {
        since: '2026-03-09T00:00:00.000Z',
        conversations: 0,
        solved: 0,
        handedOff: 0,
        abandoned: 0,
        running: 0,
        failed: 0,
      },
      attention: [],
      live: [],
      flows: [],
    });
    for (const zone of ['Mars/Olympus', '%2B05:00', "UTC';--"]) {
      expect((await empty.viewer('GET', `/home?timeZone=${zone}`)).status).toBe(400);
    }
  });

  it('shows what is live, today’s conversations as they stand, and what needs somebody', async () => {
    const deployment = await deploy('Order help', 1);
    const yesterday = await sluice.open('user-0');
    sluice.clock.advance(DAY);
    const opened = [];
    for (const user of ['user-1', 'user-2', 'user-3', 'user-4']) opened.push(await sluice.open(user));
    const [answered, human, failed] = opened;
    await sluice.app.inject({
      method: 'POST',
      url: `/website/${sluice.channelKey}/conversations/${answered?.id}/messages`,
      headers: { authorization: `Bearer ${answered?.visitor}` },
      payload: { id: 'm1', text: 'Fine' },
    });
    await set(human?.id ?? '', { status: 'handed-off', touched_at: new Date(sluice.clock.now() - 60_000) });
    await set(failed?.id ?? '', { status: 'failed' });

    await sluice.runner.counts.flush();
    const shown = await home();
    expect(shown.today).toEqual({
      since: '2026-03-10T00:00:00.000Z',
      conversations: 4,
      solved: 1,
      handedOff: 1,
      abandoned: 0,
      running: 1,
      failed: 1,
    });
    expect(shown.live).toEqual([
      {
        id: deployment,
        name: 'Order help',
        channelName: 'Shop',
        flowId: sluice.flowId,
        flowName: 'Support',
        status: 'active',
        share: 100,
        in: 5,
        out: 0,
        today: 4,
        running: 2,
      },
    ]);
    expect(shown.attention).toEqual([
      {
        kind: 'waiting-for-human',
        count: 1,
        longest: {
          conversation: human?.id,
          since: new Date(sluice.clock.now() - 60_000).toISOString(),
          person: null,
          said: null,
        },
      },
      { kind: 'failed', count: 1 },
    ]);
    expect(shown.flows).toMatchObject([
      {
        id: sluice.flowId,
        latestVersion: 1,
        live: 1,
        publishedBy: 'key owner',
        publishedAt: expect.any(String),
      },
    ]);
    // The same moment, where the day began eleven hours earlier: yesterday's conversation is of another day all the same.
    expect((await home('Pacific/Kiritimati')).today.since).toBe('2026-03-09T10:00:00.000Z');
    expect(yesterday).not.toBeNull();
  });

  it('names deployments that are behind, drafts with problems, and what was given up', async () => {
    await sluice.call('POST', `/flows/${sluice.flowId}/versions`, { label: 'v2' });
    const broken = await sluice.call('POST', '/flows', { name: 'Broken', document: dangling() });
    const { db, clock } = sluice.runner;
    await db
      .insertInto('inbox')
      .values({
        workspace_id: sluice.workspaceId,
        conversation_id: 'conversation_x',
        message_id: 'm',
        answer_given: '{}',
        fingerprint: 'x',
        status: 'dead',
        reply: null,
        received_at: new Date(clock.now()),
      })
      .execute();
    expect(await kinds()).toEqual([
      'waiting-for-human',
      'dead-letters',
      'failed',
      'newer-version',
      'draft-problems',
    ]);
    const { attention } = await home();
    expect(attention).toContainEqual(
      expect.objectContaining({ kind: 'newer-version', pinned: 1, latest: 2, latestLabel: 'v2' }),
    );
    expect(attention).toContainEqual({
      kind: 'draft-problems',
      flow: { id: broken.body.id, name: 'Broken' },
      count: broken.body.problems,
    });
  });

  it('shows a deployment that winds down until its conversations are done, and no inactive one', async () => {
    const id = (await home()).live[0]?.id;
    await sluice.call('POST', `/deployments/${id}/wind-down`, {});
    expect((await home()).live).toMatchObject([{ id, status: 'winding-down', running: 2 }]);
    await sluice.call('POST', `/deployments/${id}/deactivate`, {});
    expect((await home()).live).toEqual([]);
  });
});
