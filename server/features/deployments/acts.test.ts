/** Named acts and previews: counted before they are done, counted the same when done, and nothing else changes. */
import { drawNumber, isUnder } from '@sluice/core/rollout/draw';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeployedSluice, deployedSluice } from '../../../test/fakes/deployed.ts';

const SEED = '5f0c9a4be17d2386a0b1c2d3e4f50617';
const keys = Array.from({ length: 24 }, (_, i) => `user-${i}`);
const under = (percent: number) => keys.filter((key) => isUnder(drawNumber(SEED, key), percent * 100));
const someone = (from: number, to: number) =>
  keys.find((key) => under(to).includes(key) && !under(from).includes(key)) ?? '';

let sluice: DeployedSluice;
let id: string;
const act = (body: object) => sluice.call('POST', `/deployments/${id}/acts`, body);
const everything = async () => {
  const { db } = sluice.runner;
  return Promise.all(
    (['deployments', 'acts', 'draws', 'audit', 'people', 'channels'] as const).map((table) =>
      db.selectFrom(table).selectAll().orderBy('workspace_id').execute(),
    ),
  );
};
const resultOf = async (key: string) =>
  (await sluice.call('GET', `/deployments/${id}/draws?person=${key}`)).body.items[0]?.result;
const audited = async (action: string) =>
  (await sluice.call('GET', `/audit?target=${id}`)).body.items.find(
    (event: { action: string }) => event.action === action,
  );
/** The dry run must promise what the act then does, and write nothing. */
const promisedAndDone = async (body: object) => {
  const before = await everything();
  const promised = await act({ ...body, dryRun: true });
  expect(await everything()).toEqual(before);
  const done = await act(body);
  expect([done.status, done.body]).toEqual([200, promised.body]);
  return done.body;
};

beforeAll(async () => {
  sluice = await deployedSluice();
  const made = await sluice.call('POST', '/deployments', {
    name: 'Support',
    flowId: sluice.flowId,
    channelId: sluice.channelId,
    version: 'latest',
    audience: {
      groups: [{ name: 'VIP', rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP' }] }],
    },
    rollout: { share: 25 },
    active: true,
    seed: SEED,
  });
  id = made.body.id;
  for (const key of [...keys, 'stranger']) {
    await sluice.call('PUT', `/people/by-key/${key}`, {
      attributes: { tags: [key === 'stranger' ? 'x' : 'VIP'] },
    });
  }
  for (const key of keys) await sluice.open(key);
});
afterAll(() => sluice.close());

describe('a preview', () => {
  const preview = (body: object) => sluice.call('POST', '/deployments/preview', body);

  it('that takes too long stops, and says of how many its numbers are', async () => {
    const { clock } = sluice;
    const { now } = clock;
    let passed = 0;
    Object.assign(clock, { now: () => now() + passed++ * 6_000 });
    const { body } = await preview({ id, rollout: { share: 50 } });
    Object.assign(clock, { now });
    expect(body.people.known).toBe(0);
    expect(body.warnings).toMatchObject([{ code: 'preview-cut', at: 'people' }]);
  });

  it('of raising to 100% says whom it lets in, names the act and writes nothing', async () => {
    const before = await everything();
    const { body } = await preview({ id, rollout: { share: 100 } });
    const left = keys.length - under(25).length;
    expect(body.people).toEqual({ known: 25, matching: 24, in: 24, out: 0, newlyIn: left, newlyOut: 0 });
    expect(body.acts).toEqual([{ act: 'full-launch', changed: left, in: 24, out: 0 }]);
    expect(await everything()).toEqual(before);
  });

  it('of raising to 50% says that nobody is let in, unless those left out are invited', async () => {
    const kept = await preview({ id, rollout: { share: 50 } });
    expect(kept.body).toMatchObject({ people: { newlyIn: 0, newlyOut: 0 }, acts: [] });
    const invited = await preview({ id, rollout: { share: 50 }, onRaise: 'invite' });
    expect(invited.body.people.newlyIn).toBe(under(50).length - under(25).length);
  });

  it('of a narrower audience says who no longer gets the bot', async () => {
    const groups = [{ rules: [{ attribute: 'plan', operator: 'equals', value: 'Premium' }] }];
    const { body } = await preview({ id, audience: { groups } });
    expect(body.people).toMatchObject({ matching: 0, newlyOut: under(25).length });
    const codes = body.warnings.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(['matches-nobody', 'attribute-unseen']);
  });

  it('of a new deployment counts from nothing, and warns of what is probably not meant', async () => {
    const shadow = await sluice.call('POST', '/deployments', {
      name: 'Everyone',
      flowId: sluice.flowId,
      channelId: sluice.channelId,
      version: 'latest',
      audience: { everyone: true },
      rollout: { share: 100 },
      position: 5,
      active: true,
    });
    const { body } = await preview({
      name: 'New',
      flowId: sluice.flowId,
      channelId: sluice.channelId,
      version: 'latest',
      audience: {
        groups: [{ rules: [{ attribute: 'email', operator: 'contains', value: '@bigcorp.com' }] }],
      },
      rollout: { share: 0 },
      always: [keys[0]],
    });
    expect(body.people).toEqual({ known: 25, matching: 0, in: 1, out: 0, newlyIn: 1, newlyOut: 0 });
    expect(body.warnings.map(({ code, at }: { code: string; at: string }) => `${code} ${at}`)).toEqual([
      'share-zero rollout.share',
      'matches-nobody audience',
      'email-contains audience.groups.0.rules.0',
      'attribute-unseen audience.groups.0.rules.0',
      'shadowed position',
    ]);
    await sluice.call('DELETE', `/deployments/${shadow.body.id}`);
  });

  it('refuses what saving would refuse', async () => {
    expect((await preview({ id, rollout: { share: 101 } })).status).toBe(400);
    expect((await preview({ id: 'deployment_nobody' })).body.problems).toMatchObject([{ at: 'id' }]);
    expect((await preview({ name: 'New' })).body.problems).toMatchObject([
      { at: 'flowId' },
      { at: 'channelId' },
    ]);
  });
});

describe('an act', () => {
  it('inviting again lets in those under today’s share, and is audited with its counts', async () => {
    await sluice.call('PATCH', `/deployments/${id}`, { rollout: { share: 50 } });
    const [was, is] = [under(25).length, under(50).length];
    const counts = await promisedAndDone({ act: 'invite-again' });
    expect(counts).toEqual({ changed: is - was, in: is, out: keys.length - is });
    expect((await audited('deployment.invite-again'))?.after).toMatchObject({ n: 1, share: 50, ...counts });
    expect(await resultOf(someone(25, 50))).toBe('in');
    expect(await resultOf(someone(50, 100))).toBe('out');
  });

  it('taking back leaves in only those under the share given', async () => {
    const counts = await promisedAndDone({ act: 'take-back', share: 10 });
    expect(counts).toEqual({
      changed: under(50).length - under(10).length,
      in: under(10).length,
      out: keys.length - under(10).length,
    });
    expect((await act({ act: 'take-back' })).body.problems).toMatchObject([{ at: 'share' }]);
  });

  it('putting in somebody never drawn draws them first, before the act, for the record', async () => {
    const counts = await promisedAndDone({ act: 'put-in', person: 'stranger' });
    expect(counts.in).toBe(under(10).length + 1);
    const { items } = (await sluice.call('GET', `/deployments/${id}/draws?person=stranger`)).body;
    expect(items).toMatchObject([{ purpose: 'put-in', share: 50, act: 2, result: 'in' }]);
  });

  it('put in beats the draw, not the audience', async () => {
    const ask = (attributes: object) =>
      sluice.call('POST', '/decisions/explain', {
        channelId: sluice.channelId,
        person: { key: 'stranger', attributes },
      });
    expect((await ask({})).body).toMatchObject({ outcome: 'none', reason: 'audience' });
    expect((await ask({ tags: ['VIP'] })).body).toMatchObject({ outcome: 'bot', reason: 'drawn-in' });
  });

  it('leaving out concerns one person', async () => {
    const key = under(10)[0] ?? '';
    const counts = await promisedAndDone({ act: 'leave-out', person: key });
    expect(counts.changed).toBe(1);
    expect(await resultOf(key)).toBe('out');
    expect(await sluice.open(key)).toBeNull();
  });

  it('on somebody unknown, or unknown itself, or under a stale ETag, is refused', async () => {
    expect((await act({ act: 'put-in', person: 'nobody' })).body.problems).toMatchObject([{ at: 'person' }]);
    expect((await act({ act: 'put-in' })).body.problems).toMatchObject([{ at: 'person' }]);
    expect((await act({ act: 'forget' })).body.problems).toMatchObject([{ at: 'act', code: 'unknown-act' }]);
    const stale = await sluice.call(
      'POST',
      `/deployments/${id}/acts`,
      { act: 'invite-again' },
      { 'if-match': '"1"' },
    );
    expect(stale.status).toBe(412);
  });

  it('answers the ETag that the deployment has afterwards', async () => {
    const etag = async () => (await sluice.call('GET', `/deployments/${id}`)).etag;
    const tried = await act({ act: 'invite-again', dryRun: true });
    expect(tried.etag).toBe(await etag());
    const done = await act({ act: 'invite-again' });
    expect(done.etag).toBe(await etag());
    expect(done.etag).not.toBe(tried.etag);
  });

  it('meant for one person, but of a kind that concerns everyone, is refused and changes nobody', async () => {
    const before = await everything();
    const refused = await act({ act: 'invite-again', person: keys[0] });
    expect([refused.status, refused.body.problems[0]?.at]).toEqual([400, 'person']);
    expect(await everything()).toEqual(before);
  });

  it('redrawing everyone needs the name typed, and then nobody is drawn any more', async () => {
    const unconfirmed = await act({ act: 'redraw-everyone', confirm: 'support' });
    expect(unconfirmed.body.problems).toMatchObject([{ at: 'confirm', code: 'not-confirmed' }]);
    const counts = await promisedAndDone({ act: 'redraw-everyone', confirm: 'Support' });
    expect(counts).toEqual({ changed: keys.length + 1, in: 0, out: 0 });
    const now = (await sluice.call('GET', `/deployments/${id}`)).body;
    expect(now.generation).toBe(2);
    expect(now.seed).toMatch(/^[0-9a-f]{32}$/);
    expect(await resultOf(keys[0] ?? '')).toBeUndefined();
    await sluice.open(keys[0] ?? '');
    expect(await resultOf(keys[0] ?? '')).toBe(
      isUnder(drawNumber(now.seed, keys[0] ?? ''), 5_000) ? 'in' : 'out',
    );
  });
});
