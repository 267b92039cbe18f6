/** A deployment's report: what ran by day and version, who was reached, and whether the sample is honest. */
import { DAY } from '@sluice/core/instant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeployedSluice, deployedSluice, type Opened, QUESTION } from '../../../test/fakes/deployed.ts';

let sluice: DeployedSluice;
let id: string;
const report = (query = '') => sluice.call('GET', `/deployments/${id}/report?${query}`);
const today = () => new Date(sluice.clock.now()).toISOString().slice(0, 10);
const answer = async (opened: Opened | null) => {
  const sent = await sluice.app.inject({
    method: 'POST',
    url: `/website/${sluice.channelKey}/conversations/${opened?.id}/messages`,
    headers: { authorization: `Bearer ${opened?.visitor}` },
    payload: { id: 'm1', text: 'Fine' },
  });
  if (sent.json().status !== 'completed') throw new Error(sent.body);
};

const HANDOFF = {
  ...QUESTION,
  groups: QUESTION.groups.map((group) => ({
    ...group,
    blocks: group.blocks.map((block) => (block.id === 'bye' ? { id: 'bye', type: 'handoff' } : block)),
  })),
};

beforeAll(async () => {
  sluice = await deployedSluice();
  const made = await sluice.call('POST', '/deployments', {
    name: 'Support',
    flowId: sluice.flowId,
    channelId: sluice.channelId,
    version: 'latest',
    audience: { everyone: true },
    rollout: { share: 100 },
    active: true,
  });
  id = made.body.id;
});
afterAll(() => sluice.close());

describe('a report', () => {
  it('of a deployment that nobody met has no rates', async () => {
    const { status, body } = await report();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      total: { opened: 0, rates: { containment: null, handoff: null }, outcomes: {} },
      byDay: [],
      byVersion: [],
      people: { reached: 0, leftOut: 0, storedIn: 0, storedOut: 0 },
      sampleRatio: { draws: 0, alarm: false },
    });
  });

  it('counts conversations by day and version, with outcomes and rates of what ended', async () => {
    const first = today();
    await answer(await sluice.open('ann'));
    await sluice.open('bob');
    sluice.clock.advance(DAY);
    const saved = await sluice.call('PUT', `/flows/${sluice.flowId}/draft`, HANDOFF);
    expect(saved.body.problems).toEqual([]);
    await sluice.call('POST', `/flows/${sluice.flowId}/versions`, {});
    const carl = await sluice.open('carl');
    await sluice.app.inject({
      method: 'POST',
      url: `/website/${sluice.channelKey}/conversations/${carl?.id}/messages`,
      headers: { authorization: `Bearer ${carl?.visitor}` },
      payload: { id: 'm1', text: 'Help' },
    });
    const { body } = await report();
    expect(body.total).toMatchObject({
      opened: 3,
      waiting: 1,
      completed: 1,
      handedOff: 1,
      rates: { containment: 0.5, handoff: 0.5, abandonment: 0, failure: 0 },
      outcomes: { answered: 1 },
    });
    expect(body.byDay).toMatchObject([
      { day: first, opened: 2, completed: 1, handedOff: 0 },
      { day: today(), opened: 1, handedOff: 1 },
    ]);
    expect(body.byVersion).toMatchObject([
      { versionNumber: 1, opened: 2 },
      { versionNumber: 2, opened: 1 },
    ]);
  });

  it('a conversation that a human closed does not count as contained, handed off before or not', async () => {
    const { items } = (await sluice.call('GET', '/conversations?status=handed-off')).body;
    await sluice.call('POST', `/conversations/${items[0]?.id}/close`);
    expect((await report()).body.total.rates).toMatchObject({ containment: 0.5, handoff: 0.5 });
    const { items: running } = (await sluice.call('GET', '/conversations?status=waiting')).body;
    await sluice.call('POST', `/conversations/${running[0]?.id}/close`);
    expect((await report()).body.total).toMatchObject({
      completed: 3,
      rates: { containment: 1 / 3, handoff: 2 / 3 },
    });
  });

  it('counts the people reached, also before the counts were flushed, and those stored', async () => {
    const { body } = await report();
    expect(body.people).toEqual({ reached: 3, leftOut: 0, storedIn: 3, storedOut: 0 });
    expect(body.sampleRatio).toEqual({ draws: 3, expectedIn: 3, observedIn: 3, z: null, alarm: false });
  });

  it('is limited to the period asked for', async () => {
    const { body } = await report(`from=${today()}`);
    expect(body.total.opened).toBe(1);
    expect(body.people.reached).toBe(1);
    expect((await report(`to=${today()}`)).body.total.opened).toBe(2);
    expect((await report(`from=${today()}&to=2020-01-01`)).body.problems).toMatchObject([{ at: 'from' }]);
    expect((await report('from=yesterday')).status).toBe(400);
  });

  it('of an unknown deployment is a 404', async () => {
    expect((await sluice.call('GET', '/deployments/nobody/report')).status).toBe(404);
  });
});
