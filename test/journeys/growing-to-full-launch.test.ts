import { readFile } from 'node:fs/promises';
import { DAY } from '@sluice/core/instant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_VIP, count, expectAbout, greeted, setShare, vips } from '../fakes/crowd.ts';
import { JOURNEY_KEY, type Journey, startJourney } from '../fakes/journey.ts';
import { type Visitor, visitorOf } from '../fakes/site.ts';
import { deploy, publish, VIP } from '../fakes/talk.ts';

let sluice: Journey;
beforeAll(async () => {
  sluice = await startJourney();
});
afterAll(() => sluice?.close());

describe('"Customer Support Bot v2.1", starting with 10% of VIP customers, growing to 100% over two weeks', () => {
  it('runs end to end', { timeout: 60_000 }, async () => {
    const example = async (file: string) =>
      JSON.parse(await readFile(new URL(`../../examples/flows/${file}`, import.meta.url), 'utf8'));
    const deployed = await deploy(sluice.send, JOURNEY_KEY, await example('customer-support-v1.json'), {
      active: false,
      rollout: { share: 10 },
      audience: VIP,
    });
    const number = await publish(deployed, await example('customer-support.json'), 'v2.1');
    await deployed.api('PATCH', `/deployments/${deployed.deploymentId}`, { version: number });
    await deployed.api('POST', `/deployments/${deployed.deploymentId}/activate`, {});

    const visitors: Visitor[] = [];
    let before: readonly boolean[] = [];
    for (const [step, share] of [10, 25, 50].entries()) {
      if (step > 0) {
        sluice.clock.advance(5 * DAY);
        await setShare(deployed, share);
        const again = await greeted(visitors);
        expect(again, `at ${share}%`).toEqual(before);
      }
      const fresh = vips(sluice.send, deployed, 100);
      const met = await greeted(fresh);
      expectAbout(count(met), 100, share);
      visitors.push(...fresh);
      before = [...before, ...met];
    }
    const preview = await deployed.api('POST', '/deployments/preview', {
      id: deployed.deploymentId,
      rollout: { share: 100 },
    });
    expect(preview.people).toMatchObject({ newlyIn: count(before.map((isIn) => !isIn)), newlyOut: 0 });
    sluice.clock.advance(4 * DAY);
    await setShare(deployed, 100);
    expect(count(await greeted(visitors))).toBe(visitors.length);

    // A version published meanwhile does not move the pin.
    await publish(deployed, await example('customer-support-v1.json'), 'v3');
    const vera = visitorOf(sluice.send, deployed.channelKey, {
      ...AS_VIP,
      name: 'Vera',
      email: 'vera@example.com',
    });
    const conversation = await vera.open();
    expect(conversation?.messages[0]?.markdown).toBe('Hi Vera, I’m the Acme helper. What can I do for you?');
    const id = conversation?.id ?? '';
    await vera.say(id, { id: '1', text: 'return something' });
    await vera.say(id, { id: '2', text: 'ac-12345' });
    await vera.say(id, { id: '3', choice: 'damaged' });
    const last = await vera.say(id, { id: '4', text: 'The lower hook snapped.' });
    expect(last.status).toBe('handed-off');
    expect(last.messages.at(-1)?.markdown).toContain('Vera, you’re next');
    const recorded = await deployed.api('GET', `/conversations/${id}`);
    expect(recorded).toMatchObject({
      versionNumber: number,
      status: 'handed-off',
      decision: { reason: 'full-launch' },
    });
  });
});
