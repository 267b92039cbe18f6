/** Making, editing, switching and removing deployments over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DeployedSluice, deployedSluice } from '../../../test/fakes/deployed.ts';

let sluice: DeployedSluice;
const all = { everyone: true };
const body = (more: object = {}) => ({
  name: 'Support',
  flowId: sluice.flowId,
  channelId: sluice.channelId,
  version: 'latest',
  audience: all,
  rollout: { share: 10 },
  ...more,
});
const make = async (more: object = {}) => (await sluice.call('POST', '/deployments', body(more))).body;
const stored = async () => (await sluice.runner.db.selectFrom('deployments').select('id').execute()).length;
const fields = (problems: readonly { at: string }[]) => problems.map(({ at }) => at);

beforeAll(async () => {
  sluice = await deployedSluice();
});
beforeEach(async () => {
  for (const table of ['draws', 'acts', 'conversations', 'deployments', 'audit'] as const) {
    await sluice.runner.db.deleteFrom(table).execute();
  }
  sluice.runner.plans.forget(sluice.channelId);
});
afterAll(() => sluice.close());

describe('making a deployment', () => {
  it('answers 201 with an ETag, inactive, after the others, with a random seed', async () => {
    const first = await sluice.call('POST', '/deployments', body());
    expect(first).toMatchObject({
      status: 201,
      etag: '"1"',
      body: {
        status: 'inactive',
        active: false,
        version: 'latest',
        versionNumber: 1,
        position: 1,
        rollout: { share: 10, mode: 'permanent' },
        audience: { everyone: true, groups: [] },
        always: [],
        never: [],
        generation: 1,
        actNumber: 0,
      },
    });
    expect(first.body.seed).toMatch(/^[0-9a-f]{32}$/);
    const second = await make();
    expect(second.position).toBe(2);
    expect(second.seed).not.toBe(first.body.seed);
  });

  it('"same people as…" copies the other deployment’s seed, and a seed may be chosen', async () => {
    const first = await make({ seed: 'chosen' });
    expect(first.seed).toBe('chosen');
    expect((await make({ sameAs: first.id })).seed).toBe('chosen');
  });

  // Sent as text, so that what JSON.stringify would hide arrives as it is.
  it.each(['-1', '101', 'NaN', '"50"', 'null', '1e309', '10.005', '[]', 'true'])(
    'DEC-13: a share of %s is refused with 400, and nothing is stored',
    async (share) => {
      const text = JSON.stringify(body()).replace('"share":10', `"share":${share}`);
      const refused = await sluice.call('POST', '/deployments', text);
      expect(refused.status).toBe(400);
      expect(await stored()).toBe(0);
      const made = await make();
      const edit = await sluice.call('PATCH', `/deployments/${made.id}`, `{"rollout":{"share":${share}}}`);
      expect(edit.status).toBe(400);
      expect((await sluice.call('GET', `/deployments/${made.id}`)).body.rollout.share).toBe(10);
    },
  );

  it.each([0, 0.01, 33.33, 99.99, 100])('a share of %s is kept exactly', async (share) => {
    expect((await make({ rollout: { share } })).rollout.share).toBe(share);
  });

  it.each<[string, object]>([
    ['flowId', { flowId: 'flow_nobody' }],
    ['channelId', { channelId: 'channel_nobody' }],
    ['sameAs', { sameAs: 'deployment_nobody' }],
    ['version', { version: 2 }],
    ['version', { version: '1' }],
    ['name', { name: ' ' }],
    ['name', { name: undefined }],
    ['rollout.share', { rollout: {} }],
    ['rollout.mode', { rollout: { share: 1, mode: 'sticky' } }],
    ['rollout', { rollout: { share: 1, percent: 2 } }],
    ['audience.groups.0', { audience: { groups: [{ name: 'Empty', rules: [] }] } }],
    [
      'audience.groups.0.rules.0.operator',
      { audience: { groups: [{ rules: [{ attribute: 'a', operator: 'is_like', value: 'x' }] }] } },
    ],
    ['audience.groups.0.rules.0.segment', { audience: { groups: [{ rules: [{ segment: 'nobody' }] }] } }],
    ['always', { always: 'ann' }],
    ['never', { always: ['ann'], never: ['ann'] }],
    ['position', { position: 1.5 }],
    ['seed', { seed: 'x'.repeat(101) }],
    ['seed', { seed: 'two\nlines' }],
    ['active', { active: 'yes' }],
    ['', { percentage: 10 }],
  ])('a problem at "%s" is named, and nothing is stored: %j', async (at, more) => {
    const refused = await sluice.call('POST', '/deployments', body(more));
    expect(refused.status).toBe(400);
    expect(fields(refused.body.problems)).toContain(at);
    expect(await stored()).toBe(0);
  });

  it('a flow without a version cannot be deployed, and the hint says what to do', async () => {
    const flow = await sluice.call('POST', '/flows', { name: 'Draft' });
    const refused = await sluice.call('POST', '/deployments', body({ flowId: flow.body.id }));
    expect(refused.status).toBe(400);
    expect(refused.body.problems).toMatchObject([
      { code: 'nothing-published', hint: 'Publish the flow first.' },
    ]);
  });
});

describe('editing', () => {
  it('takes any subset, merges the rollout and replaces the audience', async () => {
    const { id } = await make({
      audience: { groups: [{ name: 'A', rules: [{ attribute: 'a', operator: 'is_empty' }] }] },
    });
    const renamed = await sluice.call('PATCH', `/deployments/${id}`, {
      name: 'New',
      rollout: { mode: 'follow' },
    });
    expect(renamed.body).toMatchObject({ name: 'New', rollout: { share: 10, mode: 'follow' } });
    const replaced = await sluice.call('PATCH', `/deployments/${id}`, { audience: all });
    expect(replaced.body.audience).toEqual({ everyone: true, groups: [] });
  });

  it('of two edits of the same state one is saved and the other refused with 412', async () => {
    const { id } = await make();
    const edits = await Promise.all(
      ['One', 'Two'].map((name) =>
        sluice.call('PATCH', `/deployments/${id}`, { name }, { 'if-match': '"1"' }),
      ),
    );
    expect(edits.map(({ status }) => status).sort()).toEqual([200, 412]);
    const saved = edits.find(({ status }) => status === 200);
    const now = await sluice.call('GET', `/deployments/${id}`);
    expect(now.body.name).toBe(saved?.body.name);
    expect([now.etag, saved?.etag]).toEqual(['"2"', '"2"']);
  });

  it('an edit that changes nothing writes nothing', async () => {
    const { id } = await make();
    const same = await sluice.call('PATCH', `/deployments/${id}`, {
      name: 'Support',
      rollout: { share: 10 },
    });
    expect(same).toMatchObject({ status: 200, etag: '"1"' });
    expect((await sluice.call('GET', `/audit?target=${id}`)).body.items).toHaveLength(1);
  });

  it('the seed, the flow and the channel stay', async () => {
    const { id } = await make();
    for (const fixed of [{ seed: 'other' }, { flowId: 'other' }, { channelId: 'other' }]) {
      const refused = await sluice.call('PATCH', `/deployments/${id}`, fixed);
      expect(refused.status).toBe(400);
      expect(refused.body.code).toBe('fixed');
    }
  });

  it('is audited with who, and each field before and after', async () => {
    const { id } = await make();
    await sluice.call('PATCH', `/deployments/${id}`, { rollout: { share: 25 } });
    const { items } = (await sluice.call('GET', `/audit?target=${id}`)).body;
    const edit = items.find(({ action }: { action: string }) => action === 'deployment.edit');
    expect(edit).toMatchObject({ before: { share: 10 }, after: { share: 25 } });
    expect(edit?.actor).not.toBe('');
  });

  it('a decision sees the edit at once', async () => {
    const { id } = await make({ active: true, rollout: { share: 100 } });
    const ask = { channelId: sluice.channelId, person: { key: 'ann' } };
    expect((await sluice.call('POST', '/decisions/explain', ask)).body.reason).toBe('full-launch');
    await sluice.call('PATCH', `/deployments/${id}`, { never: ['ann'] });
    expect((await sluice.call('POST', '/decisions/explain', ask)).body).toMatchObject({
      outcome: 'none',
      reason: 'never',
      trace: [{ deploymentId: id, reason: 'never', audience: [] }],
    });
  });
});

describe('switching', () => {
  it('deactivating stops conversations at once and can hand them to humans', async () => {
    const { id } = await make({ active: true, rollout: { share: 100 } });
    const opened = await sluice.open('ann');
    expect(opened?.status).toBe('waiting');
    const dry = await sluice.call('POST', `/deployments/${id}/deactivate`, { handOff: true, dryRun: true });
    expect(dry.body).toMatchObject({ active: true, conversations: { stopped: 1, handedOff: 1 } });
    const held = await sluice.call('POST', `/deployments/${id}/deactivate`);
    expect(held.body).toMatchObject({ status: 'inactive', conversations: { stopped: 1, handedOff: 0 } });
    const handed = await sluice.call('POST', `/deployments/${id}/deactivate`, { handOff: true });
    expect(handed.body.conversations).toEqual({ stopped: 1, handedOff: 1 });
    const conversation = await sluice.runner.db
      .selectFrom('conversations')
      .select(['status', 'due_at', 'turn'])
      .where('id', '=', opened?.id ?? '')
      .executeTakeFirst();
    expect(conversation).toEqual({ status: 'handed-off', due_at: null, turn: 2 });
  });

  it('winding down takes no new conversations; only what is active can', async () => {
    const { id } = await make({ active: true, rollout: { share: 100 } });
    expect((await sluice.call('POST', `/deployments/${id}/wind-down`)).body.status).toBe('winding-down');
    expect(await sluice.open('bob')).toBeNull();
    await sluice.call('POST', `/deployments/${id}/deactivate`);
    const refused = await sluice.call('POST', `/deployments/${id}/wind-down`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'not-active' } });
  });

  it('removing is refused while conversations run; afterwards it is gone and its draws are kept', async () => {
    const { id } = await make({ active: true, rollout: { share: 99.99 }, seed: 'lets carl in' });
    const opened = await sluice.open('carl');
    expect(opened).not.toBeNull();
    const refused = await sluice.call('DELETE', `/deployments/${id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'in-use' } });
    await sluice.call('POST', `/deployments/${id}/deactivate`, { handOff: true });
    expect((await sluice.call('DELETE', `/deployments/${id}`)).status).toBe(204);
    expect((await sluice.call('GET', `/deployments/${id}`)).status).toBe(404);
    expect((await sluice.call('GET', '/deployments')).body.items).toEqual([]);
    const draws = await sluice.runner.db.selectFrom('draws').select('deployment_id').execute();
    expect(draws).toEqual([{ deployment_id: id }]);
  });

  it('a list comes newest first, page by page', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      sluice.clock.advance(1_000);
      ids.unshift((await make()).id);
    }
    const first = await sluice.call('GET', '/deployments?limit=2');
    const second = await sluice.call('GET', `/deployments?limit=2&after=${first.body.next}`);
    const listed = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
    expect(listed).toEqual(ids);
    expect(second.body.next).toBeNull();
  });
});
