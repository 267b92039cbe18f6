/** Promises 5 to 8: filter first, pick once, keep it, and widen by hand until the full launch. */
import { drawNumber, isUnder } from '@sluice/core/rollout/draw';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeployedSluice, deployedSluice } from '../../../test/fakes/deployed.ts';

const VIPS = 40;
const VIP = { groups: [{ name: 'VIP', rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP' }] }] };
const SEED = '5f0c9a4be17d2386a0b1c2d3e4f50617';

let sluice: DeployedSluice;
let id: string;
const keys = Array.from({ length: VIPS }, (_, i) => `user-${i}`);

/** The number as percent: under 25 was in at 25%. */
const under = (key: string, percent: number) => isUnder(drawNumber(SEED, key), percent * 100);

const meet = (key: string) => sluice.open(key);
const explain = (key: string) =>
  sluice.call('POST', '/decisions/explain', { channelId: sluice.channelId, person: { key } });
const patch = (body: unknown) => sluice.call('PATCH', `/deployments/${id}`, body);
const met = async () => {
  const got = [];
  for (const key of keys) if ((await meet(key)) !== null) got.push(key);
  return got;
};

beforeAll(async () => {
  sluice = await deployedSluice();
  for (const key of keys) {
    await sluice.call('PUT', `/people/by-key/${key}`, { attributes: { tags: ['VIP'] } });
  }
  await sluice.call('PUT', '/people/by-key/basic', { attributes: { tags: ['basic'] } });
  const made = await sluice.call('POST', '/deployments', {
    name: 'Support for VIPs',
    flowId: sluice.flowId,
    channelId: sluice.channelId,
    version: 'latest',
    audience: VIP,
    rollout: { share: 25 },
    active: true,
    seed: SEED,
  });
  expect(made.status).toBe(201);
  id = made.body.id;
});
afterAll(() => sluice.close());

describe('raising a rollout, step by step', () => {
  it('at 25%, exactly the matching people with a number under 25 get the bot', async () => {
    expect(await met()).toEqual(keys.filter((key) => under(key, 25)));
  });

  it('somebody who does not match is not drawn, and nothing is stored of them', async () => {
    expect(await meet('basic')).toBeNull();
    const draws = await sluice.call('GET', `/deployments/${id}/draws?person=basic`);
    expect(draws.body.items).toEqual([]);
    expect((await explain('basic')).body).toMatchObject({ outcome: 'none', reason: 'audience' });
  });

  it('DEC-01: raised to 50%, nobody left out at 25% is let in, and the stored draw says why', async () => {
    const raised = await patch({ rollout: { share: 50 } });
    expect(raised.body).toMatchObject({ rollout: { share: 50 }, actNumber: 0 });
    expect(await met()).toEqual(keys.filter((key) => under(key, 25)));
    const between = keys.find((key) => under(key, 50) && !under(key, 25)) ?? '';
    expect((await explain(between)).body).toMatchObject({
      outcome: 'none',
      reason: 'drawn-out',
      draw: { u32: drawNumber(SEED, between), share: 25, stored: true },
    });
    const draws = await sluice.call('GET', `/deployments/${id}/draws?person=${between}`);
    expect(draws.body.items).toMatchObject([
      { share: 25, act: 0, result: 'out', purpose: 'conversation', u32: drawNumber(SEED, between) },
    ]);
  });

  it('somebody met first at 50% is drawn at 50%', async () => {
    const late = Array.from({ length: 1_000 }, (_, i) => `late-${i}`);
    const key = late.find((each) => under(each, 50) && !under(each, 25)) ?? '';
    await sluice.call('PUT', `/people/by-key/${key}`, { attributes: { tags: ['VIP'] } });
    expect(await meet(key)).not.toBeNull();
    expect((await explain(key)).body).toMatchObject({
      outcome: 'bot',
      reason: 'drawn-in',
      draw: { share: 50 },
    });
  });

  it('DEC-02: lowered to 10%, everybody who was in stays in', async () => {
    await patch({ rollout: { share: 10 } });
    expect(await met()).toEqual(keys.filter((key) => under(key, 25)));
  });

  it('at 100% everybody gets the bot: one act, audited with its exact counts', async () => {
    const before = keys.filter((key) => under(key, 25)).length;
    const full = await patch({ rollout: { share: 100 } });
    expect(full.body).toMatchObject({ rollout: { share: 100 }, actNumber: 1 });
    expect(await met()).toEqual(keys);
    const left = keys.find((key) => !under(key, 25)) ?? '';
    expect((await explain(left)).body).toMatchObject({ outcome: 'bot', reason: 'full-launch' });
    const audit = await sluice.call('GET', `/audit?target=${id}`);
    const act = audit.body.items.find(
      (event: { action: string }) => event.action === 'deployment.full-launch',
    );
    expect(act?.after).toMatchObject({ n: 1, include: true, changed: VIPS - before, in: VIPS + 1, out: 0 });
  });

  it('lowered again after the full launch, everybody who was met keeps the bot', async () => {
    await patch({ rollout: { share: 0 } });
    expect(await met()).toEqual(keys);
  });

  it('deactivated, nobody is evaluated or recorded; activated again, all is as before', async () => {
    const count = async () =>
      (await sluice.runner.db.selectFrom('conversations').select('id').execute()).length;
    await sluice.call('POST', `/deployments/${id}/deactivate`, {});
    const conversations = await count();
    expect((await explain('user-0')).body).toMatchObject({ outcome: 'none', reason: 'no-active-deployment' });
    expect(await meet('basic')).toBeNull();
    expect(await count()).toBe(conversations);
    await sluice.call('POST', `/deployments/${id}/activate`);
    expect(await met()).toEqual(keys);
  });
});
