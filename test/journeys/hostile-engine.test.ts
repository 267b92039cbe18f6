import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from '../../server/db/lock.ts';
import { ASK, asks, flow, openShop, type Shop, says, texts } from '../fakes/shop.ts';
import { each } from '../fakes/site.ts';
import { type FakeSluice, fakeSluice } from '../fakes/sluice.ts';
import { inDataDir } from '../fakes/sluice-process.ts';

let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  sluice = await fakeSluice();
});
beforeEach(async () => {
  shop = await openShop({ sluice });
});
afterAll(() => sluice?.close());

describe('ENG-08: what a running conversation stands on', () => {
  it('cannot be taken away: no call removes a version, its flow is in use, its blocks may go from the draft', async () => {
    await shop.deploy();
    const opened = await shop.open();
    expect(
      (await shop.call('PUT', `/flows/${shop.flowId}/draft`, flow([says('Only this is left')]))).status,
    ).toBe(200);
    expect((await shop.call('DELETE', `/flows/${shop.flowId}`)).status).toBe(409);
    const removal = await sluice.app.inject({
      method: 'DELETE',
      url: `/api/v1/flows/${shop.flowId}/versions/1`,
    });
    expect(removal.statusCode).toBe(404);
    expect(texts(await shop.say(opened, 'Ann'))).toEqual(['You said Ann']);
    expect((await shop.say(opened, 'and out')).body).toMatchObject({ status: 'completed' });
  });
});

describe('ENG-10: deactivated and activated again while 100 conversations wait', () => {
  it('greets nobody twice, and what went to humans stays with them', { timeout: 60_000 }, async () => {
    const id = await shop.deploy();
    const opened = await each(Array.from({ length: 100 }), () => shop.open());
    await shop.call('POST', `/deployments/${id}/deactivate`, {});
    await each(opened, async (one) => expect((await shop.say(one, 'held')).body.status).toBe('inactive'));
    await shop.call('POST', `/deployments/${id}/activate`, {});
    await each(opened, async (one) => {
      const resumed = await shop.open({ visitor: one.body.visitor });
      expect(resumed.body.conversation.id).toBe(one.body.conversation.id);
      expect(texts(resumed)).toEqual(['Hello', 'held']);
    });
    await shop.call('POST', `/deployments/${id}/deactivate`, { handOff: true });
    await shop.call('POST', `/deployments/${id}/activate`, {});
    await each(opened.slice(0, 20), async (one) => {
      expect((await shop.say(one, 'anybody?')).body).toEqual({
        messages: [],
        awaiting: null,
        status: 'handed-off',
      });
    });
    expect(await shop.count('conversations')).toBe(100);
  });
});

describe('ENG-12: a flow that goes round for ever', () => {
  const ring = (callAndReturn: boolean) =>
    flow([], {
      start: { group: 'a' },
      groups: ['a', 'b'].map((id, index) => ({
        id,
        title: id,
        position: { x: 0, y: 0 },
        blocks: [
          ...(id === 'a' ? [{ id: 'ask', type: 'input', kind: 'text', variable: 'answer' }] : []),
          { id: `say-${id}`, type: 'set-variable', assignments: [{ variable: 'more', value: '"round"' }] },
          {
            id: `jump-${id}`,
            type: 'jump',
            to: { group: index === 0 ? 'b' : 'a', ...(index === 0 ? {} : { block: 'say-a' }) },
            callAndReturn,
          },
        ],
      })),
    });

  it.each([
    ['by jumps', false],
    ['by calls that never return', true],
  ])('%s fails that conversation only, with a clear problem', async (_how, callAndReturn) => {
    await shop.publish(ring(callAndReturn));
    await shop.deploy();
    const opened = await shop.open();
    const began = performance.now();
    const answer = await shop.say(opened, 'go');
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(answer.body.status).toBe('failed');
    const { body } = await shop.call('GET', `/conversations/${opened.body.conversation.id}`);
    expect(body.problem?.says).toMatch(/1,?000 blocks|50 deep/);
    await shop.publish(flow(ASK));
    const other = await shop.open();
    expect(texts(await shop.say(other, 'Ann'))).toEqual(['You said Ann']);
  });
});

describe('ENG-14: names that mean something to JavaScript', () => {
  const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
  const clean = () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {}).toBe(false);
  };

  it.each(NAMES)('%s as a variable holds an answer, or is refused', async (name) => {
    const document = flow(
      [says('Hi'), { type: 'input', kind: 'text', variable: name }, says(`You said {{${name}}}`)],
      {
        variables: [{ id: 'v', name, type: 'text' }],
      },
    );
    const saved = await shop.call('PUT', `/flows/${shop.flowId}/draft`, document);
    if (saved.status === 200 && saved.body.problems.length === 0) {
      await shop.publish(document);
      await shop.deploy();
      expect(texts(await shop.say(await shop.open(), 'polluted'))).toEqual(['You said polluted']);
    } else {
      const { problems } = saved.body;
      expect(problems[0]?.says.length).toBeGreaterThan(10);
    }
    clean();
  });

  it.each(['a.__proto__.b', 'constructor.prototype.x', ''])('"%s" is no name of a variable', async (name) => {
    const saved = await shop.call(
      'PUT',
      `/flows/${shop.flowId}/draft`,
      flow([], { variables: [{ id: 'v', name, type: 'text' }] }),
    );
    expect(saved.status === 400 || saved.body.problems.length > 0).toBe(true);
    clean();
  });

  it('in what a page claims, what the API is told and what a template asks for are data, or left out', async () => {
    await shop.publish(
      flow([
        says('[{{person.constructor}}{{person.__proto__.polluted}}{{person.toString}}]'),
        asks('answer'),
      ]),
    );
    await shop.deploy();
    const evil =
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a.__proto__.polluted":1,"constructor.prototype.polluted":1}';
    const json = { 'content-type': 'application/json' };
    const answer = await sluice.app.inject({
      method: 'POST',
      url: `/website/${shop.key}/conversations`,
      headers: json,
      payload: `{"attributes":${evil}}`,
    });
    expect([200, 400]).toContain(answer.statusCode);
    if (answer.statusCode === 200)
      expect(answer.json().conversation.messages[0].markdown).not.toMatch(/native code|Object|Function/);
    clean();
    const put = await shop.call('PUT', '/people/by-key/mallory', JSON.parse(`{"attributes":${evil}}`));
    expect([200, 400]).toContain(put.status);
    clean();
    const explained = await shop.call('POST', '/decisions/explain', {
      channelId: shop.channelId,
      person: JSON.parse(`{"key":"mallory","attributes":${evil}}`),
    });
    expect([200, 400]).toContain(explained.status);
    clean();
  });

  it('in an audience find nothing that the person does not have', async () => {
    for (const attribute of ['constructor', '__proto__', 'toString', 'tags.length', 'constructor.name']) {
      const audience = { groups: [{ name: 'Odd', rules: [{ attribute, operator: 'is_not_empty' }] }] };
      const made = await shop.call('POST', '/deployments', {
        name: attribute,
        flowId: shop.flowId,
        channelId: shop.channelId,
        version: 'latest',
        audience,
        rollout: { share: 100 },
        active: true,
      });
      expect([201, 400]).toContain(made.status);
    }
    expect((await shop.open({ attributes: { name: 'Ann' } })).body.conversation).toBeNull();
    clean();
  });
});

describe('ENG-21: a second process on the data directory', () => {
  it('is refused by a lock that needs no help from the first (start-and-stop.test.ts starts both)', async () => {
    await inDataDir(async (directory) => {
      const first = lockDirectory(directory);
      const second = lockDirectory(directory);
      expect(first.ok).toBe(true);
      expect(second).toMatchObject({ ok: false, problems: [{ code: 'data-directory-in-use' }] });
      if (first.ok) first.value.release();
      const third = lockDirectory(directory);
      expect(third.ok).toBe(true);
      if (third.ok) third.value.release();
    });
  });
});
