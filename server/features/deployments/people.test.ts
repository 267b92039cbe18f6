/** Whom draws and acts hang on: merged people are one person, and a turn being taken loses against a handoff. */
import { drawNumber, isUnder } from '@sluice/core/rollout/draw';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DeployedSluice, deployedSluice } from '../../../test/fakes/deployed.ts';

let sluice: DeployedSluice;
const deploy = async (more: object) =>
  (
    await sluice.call('POST', '/deployments', {
      name: 'Support',
      flowId: sluice.flowId,
      channelId: sluice.channelId,
      version: 'latest',
      audience: { everyone: true },
      active: true,
      ...more,
    })
  ).body.id;
const drawsOf = async (id: string, person: string) =>
  (await sluice.call('GET', `/deployments/${id}/draws?person=${person}`)).body.items;

beforeAll(async () => {
  sluice = await deployedSluice();
});
afterEach(async () => {
  for (const { id } of (await sluice.call('GET', '/deployments')).body.items) {
    await sluice.call('POST', `/deployments/${id}/deactivate`, { handOff: true });
    await sluice.call('DELETE', `/deployments/${id}`);
  }
});
afterAll(() => sluice.close());

describe('a visitor who turns out to be a known user', () => {
  it('keeps the earliest draw; both are listed with the result that counts, and they are counted once', async () => {
    const id = await deploy({ rollout: { share: 50 } });
    await sluice.open('dora');
    sluice.clock.advance(60_000);
    const { visitor } = await sluice.openUnknown();
    expect(await drawsOf(id, 'dora')).toHaveLength(1);
    await sluice.open('dora', visitor);
    const draws = await drawsOf(id, 'dora');
    expect(draws).toHaveLength(2);
    const earliest = isUnder(draws[0]?.u32 ?? -1, 5_000) ? 'in' : 'out';
    expect(draws.map(({ result }: { result: string }) => result)).toEqual([earliest, earliest]);
    expect(new Set(draws.map(({ personId }: { personId: string }) => personId)).size).toBe(2);
    const counts = await sluice.call('POST', `/deployments/${id}/acts`, {
      act: 'take-back',
      share: 0,
      dryRun: true,
    });
    expect(counts.body).toEqual({ changed: earliest === 'in' ? 1 : 0, in: 0, out: 1 });
  });

  it('what was done to them under the old id is done to them', async () => {
    const id = await deploy({ rollout: { share: 0 } });
    const { visitor } = await sluice.openUnknown();
    const drawn = await sluice.runner.db
      .selectFrom('draws')
      .select('person_id')
      .where('deployment_id', '=', id)
      .executeTakeFirstOrThrow();
    await sluice.call('PUT', '/people/by-key/emil', { attributes: {} });
    await sluice.call('POST', `/deployments/${id}/acts`, { act: 'put-in', person: drawn.person_id });
    expect(await sluice.open('emil', visitor)).not.toBeNull();
    expect(await drawsOf(id, 'emil')).toMatchObject([{ result: 'in', personId: drawn.person_id }]);
  });
});

describe('mode "follow"', () => {
  it('follows today’s share in both directions, stores the draws, and names no result that acts made', async () => {
    const seed = 'follow';
    const key = Array.from({ length: 99 }, (_, i) => `f-${i}`).find(
      (each) => isUnder(drawNumber(seed, each), 5_000) && !isUnder(drawNumber(seed, each), 2_500),
    );
    await sluice.call('PUT', `/people/by-key/${key}`, { attributes: {} });
    const id = await deploy({ rollout: { share: 25, mode: 'follow' }, seed });
    const patch = (share: number) => sluice.call('PATCH', `/deployments/${id}`, { rollout: { share } });
    expect(await sluice.open(key ?? '')).toBeNull();
    await patch(50);
    expect(await sluice.open(key ?? '')).not.toBeNull();
    await patch(25);
    expect(await sluice.open(key ?? '')).toBeNull();
    const acted = await sluice.call('POST', `/deployments/${id}/acts`, { act: 'put-in', person: key });
    expect(acted.body.changed).toBe(0);
    expect(await sluice.open(key ?? '')).toBeNull();
    await sluice.call('PATCH', `/deployments/${id}`, { rollout: { mode: 'permanent' } });
    expect(await drawsOf(id, key ?? '')).toMatchObject([{ share: 25, result: 'in' }]);
  });
});

describe('many things at once', () => {
  it('DEC-03: one person opening many times while the share is edited is drawn once, and every answer agrees', async () => {
    const id = await deploy({ rollout: { share: 25 } });
    const openings = Array.from({ length: 20 }, () => sluice.open('gina'));
    const edits = [30, 40, 50].map((share) =>
      sluice.call('PATCH', `/deployments/${id}`, { rollout: { share } }),
    );
    const answers = await Promise.all(openings);
    expect((await Promise.all(edits)).map(({ status }) => status)).toEqual([200, 200, 200]);
    const draws = await drawsOf(id, 'gina');
    expect(draws).toHaveLength(1);
    expect(new Set(answers.map((answer) => (answer === null ? 'out' : 'in')))).toEqual(
      new Set([draws[0]?.result]),
    );
  });
});
