/** Promises about time: waits end, silent people count as gone, and what is switched off is held, not lost. */
import { HOUR, MINUTE, SECOND } from '@sluice/core/instant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ASK, asks, flow, type Opened, openShop, type Shop, says, texts } from '../../test/fakes/shop.ts';
import { type FakeSluice, fakeSluice, secondNode } from '../../test/fakes/sluice.ts';
import { sweep } from './sweep.ts';
import { elapse } from './turn.ts';

let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  sluice = await fakeSluice();
});
beforeEach(async () => {
  shop = await openShop({ sluice });
});
afterAll(() => sluice.close());

const record = async (opened: Opened) =>
  (await shop.call('GET', `/conversations/${opened.body.conversation.id}`)).body;
const said = async (opened: Opened): Promise<readonly (string | undefined)[]> =>
  (await record(opened)).messages.map(({ markdown }) => markdown);
const after = async (milliseconds: number): Promise<void> => {
  shop.clock.advance(milliseconds);
  await sweep(shop.runner);
};

const WAIT = flow([says('One moment'), { type: 'wait', seconds: 10 }, says('Back'), asks('answer')]);

describe('a wait', () => {
  beforeEach(() => shop.publish(WAIT));

  it('ends by itself when its time is over, not before, and once only', async () => {
    await shop.deploy();
    const opened = await shop.open();
    expect(opened.body.conversation).toMatchObject({ awaiting: null, status: 'waiting' });
    await after(9 * SECOND);
    expect(await said(opened)).toEqual(['One moment']);
    await after(1 * SECOND);
    expect(await said(opened)).toEqual(['One moment', 'Back']);
    await after(10 * SECOND);
    expect(await said(opened)).toEqual(['One moment', 'Back']);
  });

  it('is fired by one of two nodes that sweep at the same moment', async () => {
    await shop.deploy();
    const opened = await shop.open();
    const other = await secondNode(shop);
    shop.clock.advance(10 * SECOND);
    await Promise.all([sweep(shop.runner), sweep(other.runner)]);
    expect(await said(opened)).toEqual(['One moment', 'Back']);
  });

  it('is not cut short by what is written meanwhile; that is kept', async () => {
    await shop.deploy();
    const opened = await shop.open();
    expect((await shop.say(opened, 'hurry')).body).toMatchObject({ messages: [], status: 'waiting' });
    expect(await shop.count('turns'), 'kept, not stepped').toBe(1);
    await after(10 * SECOND);
    expect(await said(opened)).toEqual(['One moment', 'hurry', 'Back']);
    expect((await record(opened)).variables).not.toHaveProperty('answer', 'hurry');
  });

  it('is held while the deployment is switched off, and goes on when it is switched on again', async () => {
    const id = await shop.deploy();
    const opened = await shop.open();
    await shop.call('POST', `/deployments/${id}/deactivate`, {});
    await after(2 * HOUR);
    await elapse(shop.runner, shop.workspaceId, opened.body.conversation.id);
    expect(await said(opened)).toEqual(['One moment']);
    await shop.call('POST', `/deployments/${id}/activate`);
    await after(0);
    expect(await said(opened)).toEqual(['One moment', 'Back']);
  });

  it('goes on while the deployment winds down', async () => {
    const id = await shop.deploy();
    const opened = await shop.open();
    await shop.call('POST', `/deployments/${id}/wind-down`);
    await after(10 * SECOND);
    expect(await said(opened)).toEqual(['One moment', 'Back']);
  });

  it('ENG-18: fires once when the clock jumps ahead, and only when it is due after the clock jumps back', async () => {
    await shop.deploy();
    const opened = await shop.open();
    await after(-2 * HOUR);
    expect(await said(opened)).toEqual(['One moment']);
    await after(4 * HOUR);
    await after(0);
    expect(await said(opened)).toEqual(['One moment', 'Back']);
  });
});

describe('a question with a timeout', () => {
  it('gives up by its own way on when nobody answers in time; an answer in time disarms it', async () => {
    await shop.publish(flow([{ ...asks('answer'), timeout: 60 }, says('Never mind'), asks('more')]));
    await shop.deploy();
    const silent = await shop.open();
    const quick = await shop.open();
    expect(texts(await shop.say(quick, 'here'))).toEqual(['Never mind']);
    await after(MINUTE);
    expect(await said(silent)).toEqual(['Never mind']);
    expect(await said(quick)).toEqual(['here', 'Never mind']);
  });
});

describe('somebody who does not reply', () => {
  it('for 24 hours has abandoned the conversation, and it is counted so', async () => {
    const id = await shop.deploy();
    const opened = await shop.open();
    await after(24 * HOUR - 1);
    expect((await record(opened)).status).toBe('waiting');
    await after(1);
    expect(await record(opened)).toMatchObject({ status: 'abandoned', endedAt: expect.any(String) });
    expect(await shop.say(opened, 'late')).toMatchObject({ status: 409 });
    const again = await shop.open({ visitor: opened.body.visitor });
    expect(again.body.conversation.id).not.toBe(opened.body.conversation.id);
    const report = await shop.call('GET', `/deployments/${id}/report?from=2026-03-01&to=2026-12-31`);
    expect(JSON.stringify(report.body)).toMatch(/"abandoned":1/);
  });

  it('has the hours that the channel gives, or the flow, which knows better', async () => {
    const settings = { sessionHours: 2 };
    const channel = await openShop({ sluice, settings });
    await channel.deploy();
    await channel.open();
    await channel.publish(flow(ASK, { settings: { abandonAfterHours: 1 } }));
    await channel.open();
    const statuses = async () =>
      (await channel.call('GET', '/conversations')).body.items
        .map(({ status }: { status: string }) => status)
        .sort();
    await after(HOUR);
    expect(await statuses()).toEqual(['abandoned', 'waiting']);
    await after(HOUR);
    expect(await statuses()).toEqual(['abandoned', 'abandoned']);
  });

  it('has all that time again after each reply', async () => {
    await shop.deploy();
    const opened = await shop.open();
    await after(23 * HOUR);
    await shop.say(opened, 'one');
    await after(24 * HOUR - 1);
    expect((await record(opened)).status).toBe('waiting');
    await after(1);
    expect((await record(opened)).status).toBe('abandoned');
  });

  it('has all that time from the activation on when the deployment was switched off meanwhile', async () => {
    const id = await shop.deploy();
    const opened = await shop.open();
    await shop.call('POST', `/deployments/${id}/deactivate`, {});
    await after(72 * HOUR);
    await shop.call('POST', `/deployments/${id}/activate`, {});
    await after(24 * HOUR - 1);
    expect((await record(opened)).status).toBe('waiting');
    await after(1);
    expect((await record(opened)).status).toBe('abandoned');
  });

  it('is waited for as long as a human has the conversation', async () => {
    await shop.publish(flow([{ type: 'handoff' }]));
    await shop.deploy();
    const opened = await shop.open();
    await after(240 * HOUR);
    expect((await record(opened)).status).toBe('handed-off');
  });
});
