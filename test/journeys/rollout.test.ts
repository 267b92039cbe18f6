import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_VIP, bubbles, count, expectAbout, greeted, setShare, vips } from '../fakes/crowd.ts';
import { JOURNEY_KEY, type Journey, startJourney } from '../fakes/journey.ts';
import { each, type Visitor, visitorOf } from '../fakes/site.ts';
import { type Deployed, deploy, talk, VIP } from '../fakes/talk.ts';

const VISITORS = 400;

let sluice: Journey;
beforeAll(async () => {
  sluice = await startJourney();
});
afterAll(() => sluice?.close());

/** The story of the issue, told by whatever way people come. */
const story = async (come: (visitors: readonly Visitor[]) => Promise<boolean[]>): Promise<void> => {
  const deployed = await deploy(sluice.send, JOURNEY_KEY, talk('v1'), {
    audience: VIP,
    rollout: { share: 25 },
  });
  const visitors = vips(sluice.send, deployed, VISITORS);
  const at25 = await come(visitors);
  expectAbout(count(at25), VISITORS, 25);

  const isIn = visitors.filter((_, index) => at25[index]);
  const others = visitors.filter((_, index) => !at25[index]);

  await setShare(deployed, 50);
  expect(count(await come(others)), 'who was left out at 25% is not let in by raising to 50%').toBe(0);
  const later = vips(sluice.send, deployed, 100);
  const at50 = await come(later);
  expectAbout(count(at50), 100, 50);

  await setShare(deployed, 10);
  expect(count(await come(isIn)), 'lowering takes nothing away').toBe(isIn.length);
  expect(await come(later)).toEqual(at50);

  await setShare(deployed, 100);
  expect(count(await come([...others, ...later])), 'the full launch lets everyone in').toBe(
    others.length + 100,
  );
  await setShare(deployed, 10);
  expect(count(await come(others.slice(0, 50))), 'for good').toBe(50);
};

describe('of 400 VIP visitors at 25% about 100 are greeted; 50% greets none of the others; 100% greets all', () => {
  it('when they open conversations', { timeout: 90_000 }, () => story(greeted));

  it('when they only load pages, which stores nobody', { timeout: 60_000 }, async () => {
    const people = async (): Promise<number> =>
      (await sluice.database.db.selectFrom('people').select('id').execute()).length;
    const before = await people();
    await story(bubbles);
    expect(await people()).toBe(before);
  });
});

describe('the draw', () => {
  let deployed: Deployed;
  let visitors: readonly Visitor[];
  let outcome: readonly boolean[];
  beforeAll(async () => {
    deployed = await deploy(sluice.send, JOURNEY_KEY, talk('v1'), { audience: VIP, rollout: { share: 50 } });
    visitors = vips(sluice.send, deployed, 40);
    outcome = await greeted(visitors);
  });

  it('is the one that the page load showed', async () => {
    expect(await bubbles(visitors)).toEqual(outcome);
    const fresh = vips(sluice.send, deployed, 40);
    const shown = await bubbles(fresh);
    expect(await greeted(fresh)).toEqual(shown);
  });

  it('is made among those who match only: others are neither greeted nor drawn, and may be drawn later', async () => {
    const plain = Array.from({ length: 30 }, () =>
      visitorOf(sluice.send, deployed.channelKey, { tags: ['new'] }),
    );
    expect(count(await greeted(plain))).toBe(0);
    const draws = async () =>
      (
        await sluice.database.db
          .selectFrom('draws')
          .select('person_id')
          .where('deployment_id', '=', deployed.deploymentId)
          .execute()
      ).length;
    const before = await draws();
    const becameVip = await each(
      plain,
      async (visitor) => (await visitor.open({ attributes: AS_VIP })) !== null,
    );
    expectAbout(count(becameVip), 30, 50);
    expect(await draws()).toBe(before + 30);
  });

  it('is explained as it was met, for those in and for those out', async () => {
    const { items } = await deployed.api('GET', '/conversations?status=none&limit=200');
    const refused = items.filter(({ channelId }: { channelId: string }) => channelId === deployed.channelId);
    const { items: taken } = await deployed.api(
      'GET',
      `/conversations?deployment=${deployed.deploymentId}&limit=200`,
    );
    expect(refused.length).toBeGreaterThan(0);
    for (const { id } of [...refused.slice(0, 15), ...taken.slice(0, 15)]) {
      const { decision, personId } = await deployed.api('GET', `/conversations/${id}`);
      if (decision.draw === undefined) continue; // they did not match then
      const explained = await deployed.api('POST', '/decisions/explain', {
        channelId: deployed.channelId,
        person: { key: personId, attributes: AS_VIP },
      });
      expect(explained).toMatchObject({ outcome: decision.outcome, reason: decision.reason });
      expect(explained.draw).toEqual(decision.draw);
      const { items: draws } = await deployed.api(
        'GET',
        `/deployments/${deployed.deploymentId}/draws?person=${personId}`,
      );
      expect(draws).toMatchObject([
        { u32: decision.draw.u32, share: 50, result: decision.outcome === 'bot' ? 'in' : 'out' },
      ]);
    }
  });

  it('does not touch a conversation that runs: taking back half leaves everyone where they are', async () => {
    const running = await each(visitors, (visitor) => visitor.open());
    const counts = await deployed.api('POST', `/deployments/${deployed.deploymentId}/acts`, {
      act: 'take-back',
      share: 25,
    });
    expect(counts.changed).toBeGreaterThan(0);
    const after = await each(visitors, (visitor) => visitor.open());
    expect(after.map((one) => one?.id)).toEqual(running.map((one) => one?.id));
    const anew = await greeted(visitors);
    expect(count(anew)).toBeLessThan(count(outcome));
    anew.forEach((isIn, index) => {
      if (isIn) expect(outcome[index]).toBe(true);
    });
  });
});
