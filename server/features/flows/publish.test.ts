import type { FlowDocument } from '@sluice/core/flow/document';
import { defineBlock } from '@sluice/core/interpreter/block';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dangling, greeting } from '../../../test/fakes/documents.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';
import { publishFlow } from './publish.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
});
afterAll(() => sluice.close());

const newFlow = async (document: unknown = greeting()): Promise<string> =>
  (await north.editor('POST', '/flows', { name: 'Support', document })).body.id;
const publish = (id: string, body: unknown = {}, headers = {}) =>
  north.editor('POST', `/flows/${id}/versions`, body, headers);

describe('publishing', () => {
  it('makes version 1, 2, 3… with label, note, author and hash', async () => {
    const id = await newFlow();
    const first = await publish(id, { label: 'v1', note: 'The first.' });
    expect(first.body).toEqual({
      number: 1,
      label: 'v1',
      note: 'The first.',
      author: 'key editor',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      publishedAt: new Date(sluice.clock.now()).toISOString(),
    });
    const second = await publish(id);
    expect(second.body).toMatchObject({ number: 2, label: null, note: null });
    expect((await north.viewer('GET', `/flows/${id}`)).body.latestVersion).toBe(2);
  });

  it('freezes what was published: later drafts change no version', async () => {
    const id = await newFlow(greeting('One'));
    const first = await publish(id);
    await north.editor('PUT', `/flows/${id}/draft`, greeting('Two'));
    const second = await publish(id);
    expect(second.body.hash).not.toBe(first.body.hash);
    const one = await north.viewer('GET', `/flows/${id}/versions/1`);
    expect(one.body).toMatchObject({ ...first.body, pins: {}, document: greeting('One') });
    expect((await north.viewer('GET', `/flows/${id}/versions/2`)).body.document).toEqual(greeting('Two'));
  });

  it('gives the same content the same hash, and a version all the same', async () => {
    const id = await newFlow();
    const hashes = [(await publish(id)).body.hash, (await publish(id)).body.hash];
    expect(hashes[0]).toBe(hashes[1]);
    expect((await north.viewer('GET', `/flows/${id}/versions`)).body.items).toHaveLength(2);
  });

  it('is refused with every problem while the draft cannot run, and no number is used up', async () => {
    const id = await newFlow(dangling());
    const refused = await publish(id);
    expect(refused).toMatchObject({ status: 422, body: { code: 'cannot-publish' } });
    expect(refused.body.problems[1]).toMatchObject({ at: expect.stringContaining('edges.0') });
    expect((await north.viewer('GET', `/flows/${id}/versions`)).body.items).toEqual([]);
    await north.editor('PUT', `/flows/${id}/draft`, greeting());
    expect((await publish(id)).body.number).toBe(1);
  });

  it('is refused when the draft is no longer the one the publisher saw', async () => {
    const id = await newFlow();
    await north.editor('PUT', `/flows/${id}/draft`, greeting('Newer'));
    expect(await publish(id, {}, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'stale' },
    });
    expect((await publish(id, {}, { 'if-match': '"2"' })).status).toBe(201);
  });

  it.each([{ label: 7 }, { label: 'x'.repeat(101) }, { note: 'x'.repeat(5_001) }, { number: 7 }])(
    'is refused for the body %j',
    async (body) => {
      expect((await publish(await newFlow(), body)).status).toBe(400);
    },
  );

  it('numbers parallel publishes and saves 1 to n, each once, and audits each', async () => {
    const id = await newFlow();
    const calls = Array.from({ length: 20 }, (_, n) =>
      n % 4 === 3 ? north.editor('PUT', `/flows/${id}/draft`, greeting(`Draft ${n}`)) : publish(id),
    );
    const published = (await Promise.all(calls)).filter(({ status }) => status === 201);
    const numbers = published
      .map(({ body }) => ('number' in body ? Number(body.number) : 0))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 15 }, (_, n) => n + 1));
    const audit = await north.viewer('GET', `/audit?target=${id}&limit=200`);
    const deeds = audit.body.items.filter(({ action }: { action: string }) => action === 'flow.publish');
    expect(deeds).toHaveLength(15);
  });

  it('lists versions newest first, in pages', async () => {
    const id = await newFlow();
    for (let n = 0; n < 5; n += 1) await publish(id);
    const page = await north.viewer('GET', `/flows/${id}/versions?limit=3`);
    expect(page.body.items.map(({ number }: { number: number }) => number)).toEqual([5, 4, 3]);
    const rest = await north.viewer('GET', `/flows/${id}/versions?limit=3&after=${page.body.next}`);
    expect(rest.body.items.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect(rest.body.next).toBeNull();
    const flows = (await north.viewer('GET', '/flows?limit=1')).body.next;
    expect((await north.viewer('GET', `/flows/${id}/versions?after=${flows}`)).status).toBe(400);
  });

  it.each(['0', '-1', '1.5', 'x', '99999999999'])('knows no version %s', async (number) => {
    const answer = await north.viewer('GET', `/flows/${await newFlow()}/versions/${number}`);
    expect(answer.status).toBe(400);
  });

  it('answers 404 for a version that was not published yet', async () => {
    expect((await north.viewer('GET', `/flows/${await newFlow()}/versions/1`)).status).toBe(404);
  });

  it('tells every channel that shows the flow', async () => {
    const id = await newFlow();
    await publish(id);
    const channel = (await north.editor('POST', '/channels', { platform: 'website', name: 'Shop' })).body.id;
    await north.editor('POST', '/deployments', {
      name: 'Shop',
      flowId: id,
      channelId: channel,
      version: 'latest',
      audience: { everyone: true },
      rollout: { share: 100 },
      active: true,
    });
    const explain = async () =>
      (
        await north.viewer('POST', '/decisions/explain', {
          channelId: channel,
          person: { key: 'ann', attributes: {} },
        })
      ).body.versionNumber;
    expect(await explain()).toBe(1);
    await publish(id);
    expect(await explain()).toBe(2);
  });
});

describe('publishing a flow that calls others', () => {
  // The block itself comes with a later issue; what publishing does with it is settled now.
  const subflow = defineBlock<{ flow: string }>({
    type: 'subflow',
    family: 'logic',
    title: 'Subflow',
    settings: z.strictObject({ flow: z.string() }),
    ports: () => ({ named: [], next: true }),
    // biome-ignore lint/suspicious/noThenProperty: a move's "then" is data
    enter: () => ({ then: { type: 'leave', port: '' } }),
  });
  const calling = (...flows: readonly string[]): FlowDocument => ({
    ...greeting(),
    variables: [],
    groups: [
      {
        id: 'g1',
        title: '',
        position: { x: 0, y: 0 },
        blocks: flows.map((flow, n) => ({ id: `b${n}`, type: 'subflow', flow })),
      },
    ],
  });
  const actor = () => ({ workspaceId: north.id, id: 'key_test', name: 'key test', role: 'owner' as const });
  const services = () => {
    const library = new Map(sluice.runner.library);
    library.set('subflow', subflow as never); // as the barrel does: settings are parsed before they are used
    return { ...sluice.runner, library };
  };
  const draft = async (id: string, document: FlowDocument) => {
    await sluice.runner.db
      .updateTable('flows')
      .set({ draft: JSON.stringify(document) })
      .where('id', '=', id)
      .execute();
  };

  it('pins the newest versions of all of them, transitively, inside its hash', async () => {
    const [top, middle, bottom] = [await newFlow(), await newFlow(), await newFlow()];
    await publish(bottom);
    await publish(bottom);
    await draft(middle, calling(bottom));
    expect((await publishFlow(services(), actor(), middle, {})).ok).toBe(true);
    await draft(top, calling(middle, bottom));
    const first = await publishFlow(services(), actor(), top, {});
    const pins = (await north.viewer('GET', `/flows/${top}/versions/1`)).body.pins;
    expect(pins).toEqual({ [middle]: 1, [bottom]: 2 });
    await north.editor('PUT', `/flows/${bottom}/draft`, greeting('Changed'));
    await publish(bottom);
    const second = await publishFlow(services(), actor(), top, {});
    expect(first.ok && second.ok && first.value.hash !== second.value.hash).toBe(true);
  });

  const codes = async (id: string) => {
    const outcome = await publishFlow(services(), actor(), id, {});
    return outcome.ok ? [] : outcome.problems.map(({ code, at }) => `${code} ${at}`);
  };

  it('is refused while one of them was never published', async () => {
    const [top, unpublished] = [await newFlow(), await newFlow()];
    await draft(top, calling(unpublished));
    expect(await codes(top)).toContain('subflow-unpublished groups.0.blocks.0.flow');
  });

  it('is refused when they call each other in a circle', async () => {
    const [a, b] = [await newFlow(), await newFlow()];
    await publish(a);
    await draft(b, calling(a));
    await publishFlow(services(), actor(), b, {});
    await draft(a, calling(b));
    expect(await codes(a)).toContain('subflow-cycle groups.0.blocks.0.flow');
    await draft(a, calling(a));
    expect(await codes(a)).toContain('subflow-cycle groups.0.blocks.0.flow');
  });

  it('knows no flow of another workspace', async () => {
    const south = await addWorkspace(sluice, 'South');
    const theirs = (await south.editor('POST', '/flows', { name: 'Theirs', document: greeting() })).body.id;
    await south.editor('POST', `/flows/${theirs}/versions`, {});
    const top = await newFlow();
    await draft(top, calling(theirs));
    expect(await codes(top)).toContain('unknown-flow groups.0.blocks.0.flow');
  });
});
