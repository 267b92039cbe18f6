/** Explaining a decision: the same answer as production gives, and nothing written. */
import { drawNumber } from '@sluice/core/rollout/draw';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeployedSluice, deployedSluice } from '../../../test/fakes/deployed.ts';

let sluice: DeployedSluice;
let vip: string;
let rest: string;
const explain = (person: object, channelId = sluice.channelId) =>
  sluice.call('POST', '/decisions/explain', { channelId, person });

beforeAll(async () => {
  sluice = await deployedSluice();
  const deploy = async (more: object) =>
    (
      await sluice.call('POST', '/deployments', {
        flowId: sluice.flowId,
        channelId: sluice.channelId,
        version: 'latest',
        active: true,
        ...more,
      })
    ).body.id;
  vip = await deploy({
    name: 'VIP',
    audience: {
      groups: [{ name: 'VIP', rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP' }] }],
    },
    rollout: { share: 100 },
    always: ['test@sluice.example'],
    never: ['complained'],
  });
  rest = await deploy({ name: 'Rest', audience: { everyone: true }, rollout: { share: 0 }, seed: 'rest' });
});
afterAll(() => sluice.close());

describe('explaining', () => {
  it('a stranger by key and attributes: the draw as it would be, not stored, and the whole trace', async () => {
    const { body } = await explain({ key: 'ann', attributes: { tags: ['basic'] } });
    expect(body).toMatchObject({
      outcome: 'none',
      reason: 'drawn-out',
      draw: { u32: drawNumber('rest', 'ann'), share: 0, stored: false },
      trace: [
        {
          deploymentId: vip,
          reason: 'audience',
          audience: [
            {
              group: 'VIP',
              pass: false,
              rules: [
                { attribute: 'tags', operator: 'contains', value: 'VIP', found: ['basic'], pass: false },
              ],
            },
          ],
        },
        { deploymentId: rest, reason: 'drawn-out' },
      ],
    });
  });

  it('somebody known, as stored, with the given attributes on top, by any key', async () => {
    const put = await sluice.call('PUT', '/people/by-key/bob', {
      attributes: { email: 'bob@firm.example', tags: ['VIP'] },
    });
    for (const key of ['bob', put.body.id, 'bob@firm.example']) {
      expect((await explain({ key })).body).toMatchObject({
        outcome: 'bot',
        deploymentId: vip,
        versionNumber: 1,
      });
    }
    expect((await explain({ key: 'bob', attributes: { tags: [] } })).body.reason).toBe('drawn-out');
  });

  it('says what the website then does, draw by draw', async () => {
    const before = (await explain({ key: 'bob' })).body;
    const opened = await sluice.open('bob');
    const conversation = (await sluice.call('GET', `/conversations/${opened?.id}`)).body;
    const { draw, ...made } = conversation.decision;
    const { draw: expected, ...asked } = before;
    expect(made).toEqual(asked);
    expect(draw).toEqual({ ...expected, stored: true });
  });

  it('Always and Never know people by any of their identities', async () => {
    const always = await explain({ key: 'anybody', attributes: { email: 'Test@Sluice.example' } });
    expect(always.body).toMatchObject({ outcome: 'bot', reason: 'always' });
    const never = await explain({ key: 'complained', attributes: { tags: ['VIP'] } });
    expect(never.body.trace[0]?.reason).toBe('never');
  });

  it('nobody in particular has no stable id', async () => {
    expect((await explain({})).body.reason).toBe('no-stable-id');
    expect((await explain({ key: null })).body.reason).toBe('no-stable-id');
    expect((await explain({ attributes: { tags: ['VIP'] } })).body.reason).toBe('full-launch');
  });

  it('writes nothing', async () => {
    const { db } = sluice.runner;
    const counts = async () =>
      Promise.all(
        (['draws', 'people', 'conversations', 'audit'] as const).map(
          async (table) => (await db.selectFrom(table).select('workspace_id').execute()).length,
        ),
      );
    const before = await counts();
    await explain({ key: 'carl', attributes: { tags: ['VIP'] } });
    expect(await counts()).toEqual(before);
  });

  it('names the field of what is not there', async () => {
    const refused = await explain({ key: 'ann' }, 'channel_nobody');
    expect(refused).toMatchObject({ status: 400, body: { problems: [{ at: 'channelId' }] } });
  });
});
