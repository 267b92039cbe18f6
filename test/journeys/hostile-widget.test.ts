import { createHmac } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY } from '@sluice/core/instant';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asks, flow, IDENTITY_SECRET, openShop, type Shop, says, texts } from '../fakes/shop.ts';
import { type FakeSluice, fakeSluice } from '../fakes/sluice.ts';

const ROOT = join(import.meta.dirname, '../..');

let sluice: FakeSluice;
let shop: Shop;
beforeAll(async () => {
  sluice = await fakeSluice();
});
beforeEach(async () => {
  shop = await openShop({ sluice });
});
afterAll(() => sluice?.close());

const VIP_ONLY = {
  audience: { groups: [{ name: 'VIP', rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP' }] }] },
};
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (header: object, claims: object, secret: string, hash = 'sha256'): string => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
};
const HS256 = { alg: 'HS256', typ: 'JWT' };
const soon = (): number => Math.floor(sluice.clock.now() / 1_000) + 3_600;

describe('WID-02: who somebody is', () => {
  const forged: readonly (readonly [string, () => unknown])[] = [
    ['another secret', () => token(HS256, { sub: 'ann', exp: soon() }, 'the secret of somebody else')],
    ['no algorithm', () => `${part({ alg: 'none' })}.${part({ sub: 'ann', exp: soon() })}.`],
    [
      'another algorithm',
      () => token({ alg: 'HS512' }, { sub: 'ann', exp: soon() }, IDENTITY_SECRET, 'sha512'),
    ],
    [
      'the algorithm of a public key',
      () => token({ alg: 'RS256' }, { sub: 'ann', exp: soon() }, IDENTITY_SECRET),
    ],
    [
      'a key of its own',
      () => token({ ...HS256, jwk: { kty: 'oct', k: 'AA' } }, { sub: 'ann', exp: soon() }, '\0'),
    ],
    ['an expiry that has passed', () => token(HS256, { sub: 'ann', exp: soon() - 7_200 }, IDENTITY_SECRET)],
    ['no expiry', () => token(HS256, { sub: 'ann' }, IDENTITY_SECRET)],
    [
      'an issue in the future',
      () => token(HS256, { sub: 'ann', iat: soon(), exp: soon() + 60 }, IDENTITY_SECRET),
    ],
    ['no user', () => token(HS256, { exp: soon() }, IDENTITY_SECRET)],
    ['two users', () => token(HS256, { sub: 'ann', user_id: 'bob', exp: soon() }, IDENTITY_SECRET)],
    ['another channel', () => token(HS256, { sub: 'ann', aud: 'ch_other', exp: soon() }, IDENTITY_SECRET)],
  ];

  it.each(forged)('is not believed of a token with %s: 401, and nobody is stored', async (_what, make) => {
    await shop.deploy();
    for (const call of [shop.visit, shop.open]) {
      const answer = await call({ identity: make() });
      expect(answer.status).toBe(401);
      expect(answer.body.code).toMatch(/^identity-/);
    }
    expect(await shop.count('people')).toBe(0);
  });

  it('is not believed of the page: claimed ids, emails, tags and plans count for nothing', async () => {
    await shop.deploy(VIP_ONLY);
    const claims = {
      user_id: 'ann',
      email: 'ann@bigcorp.com',
      tags: ['VIP'],
      plan: 'Premium',
      'custom.tags': ['VIP'],
    };
    expect((await shop.visit({ attributes: claims })).body.bot).toBeNull();
    expect((await shop.open({ attributes: claims })).body.conversation).toBeNull();
    const signed = { identity: shop.sign('ann', { tags: ['VIP'] }) };
    expect((await shop.open(signed)).body.conversation).not.toBeNull();
  });

  it('goes by the token of this channel only: that of another workspace is a stranger here', async () => {
    await shop.deploy();
    const elsewhere = await openShop({ sluice });
    await elsewhere.deploy();
    const opened = await elsewhere.open();
    const here = await shop.open({ visitor: opened.body.visitor });
    expect(here.body.conversation.id).not.toBe(opened.body.conversation.id);
    const written = await shop.post(
      `/conversations/${opened.body.conversation.id}/messages`,
      { id: 'm1', text: 'hello' },
      { authorization: `Bearer ${opened.body.visitor}` },
    );
    expect([401, 404]).toContain(written.status);
  });
});

describe('WID-03: a signature', () => {
  const good = () => shop.sign('ann').split('.');
  it.each([
    ['that is empty', () => `${good().slice(0, 2).join('.')}.`],
    ['that is too short', () => shop.sign('ann').slice(0, -5)],
    ['that is too long', () => `${shop.sign('ann')}AAAA`],
    ['in upper case', () => [...good().slice(0, 2), good()[2]?.toUpperCase()].join('.')],
    [
      'in hex',
      () => [...good().slice(0, 2), Buffer.from(good()[2] ?? '', 'base64url').toString('hex')].join('.'),
    ],
    ['in a list', () => [shop.sign('ann')]],
    ['that is an object', () => ({ token: shop.sign('ann') })],
    ['that is nothing but dots', () => '..'],
  ])('%s is refused with 401, and nothing breaks', async (_what, make) => {
    await shop.deploy();
    const answer = await shop.open({ identity: make() });
    expect(answer.status).toBe(401);
    expect(answer.body.problems[0]?.at).toBe('identity');
  });

  it.each(['', 'x', 'x.y', 'x.y.z', 'A'.repeat(5_000)])(
    'of a visitor token "%.10s…" opens nothing',
    async (bearer) => {
      await shop.deploy();
      const opened = await shop.open();
      const path = `/conversations/${opened.body.conversation.id}/messages`;
      const tried = await shop.post(path, { id: 'm1', text: 'hi' }, { authorization: `Bearer ${bearer}` });
      expect(tried.status).toBe(401);
      expect(await shop.count('inbox')).toBe(0);
    },
  );
});

describe('WID-05: messages from other frames', () => {
  it('are not listened to and not sent: the widget lives in the page itself', () => {
    const files = globSync('widget/{*.ts,*.tsx,view/*.tsx}', { cwd: ROOT }).filter(
      (file) => !file.endsWith('.test.ts'),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      expect(text, file).not.toMatch(/postMessage|onmessage|addEventListener\(\s*['"]message['"]/);
      expect(text, file).not.toMatch(/\beval\(|new Function\(|dangerouslySetInnerHTML|innerHTML/);
    }
  });
});

describe('WID-07: what a theme may hold', () => {
  it.each([
    [{ color: '</style><script>alert(1)</script>' }],
    [{ color: 'url(javascript:alert(1))' }],
    [{ color: 'expression(alert(1))' }],
    [{ color: 'red' }],
    [{ color: '#f0b429;}' }],
    [{ side: 'left;position:fixed' }],
    [{ customCss: 'body{display:none}' }],
    [{ avatar: 'javascript:alert(1)' }],
    [{ onColor: '#ffffff"' }],
  ])('%j is refused when saved, and nothing is changed', async (theme) => {
    const before = (await shop.call('GET', `/channels/${shop.channelId}`)).body;
    const saved = await shop.call('PATCH', `/channels/${shop.channelId}`, { settings: { theme } });
    expect(saved.status).toBe(400);
    expect(saved.body.problems[0]?.at).toMatch(/^settings\.theme/);
    expect((await shop.call('GET', `/channels/${shop.channelId}`)).body).toEqual(before);
  });

  it('titles and greetings are texts, whatever they look like', async () => {
    await shop.deploy();
    const settings = { title: '</style><b>Acme', greeting: '<img src=x onerror=alert(1)>' };
    expect((await shop.call('PATCH', `/channels/${shop.channelId}`, { settings })).status).toBe(200);
    expect((await shop.visit()).body.bot).toMatchObject(settings);
  });
});

describe('WID-10: too much', () => {
  it('text is refused: 413 for a megabyte and for a message longer than anybody writes; nothing is kept', async () => {
    await shop.deploy();
    const opened = await shop.open();
    for (const length of [1_000_000, 20_000]) {
      const answer = await shop.say(opened, { id: 'm1', text: 'x'.repeat(length) });
      expect(answer.status).toBe(413);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    expect(await shop.count('inbox')).toBe(0);
    expect(texts(await shop.say(opened, 'Ann'))).toEqual(['You said Ann']);
  });

  it('too often: 429 after 60 messages a minute of one visitor, with the time to wait; others write on', async () => {
    const limited = await fakeSluice({ rateLimits: true });
    try {
      const busy = await openShop({
        sluice: limited,
        document: flow([says('Hi'), { type: 'handoff' }, asks('answer')]),
      });
      await busy.deploy();
      const noisy = await busy.open();
      const calm = await busy.open();
      const statuses: number[] = [];
      for (let n = 0; n < 70; n += 1)
        statuses.push((await busy.say(noisy, { id: `m${n}`, text: 'again' })).status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(60);
      const refused = await busy.say(noisy, { id: 'last', text: 'again' });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((await busy.say(calm, 'hello')).status).toBe(200);
      // Opening again is no way around it: the newest token is still the same visitor's.
      const anew = await busy.open({ visitor: noisy.body.visitor });
      expect((await busy.say(anew, { id: 'next', text: 'again' })).status).toBe(429);
    } finally {
      await limited.close();
    }
  });

  it('time: a request that trickles in is cut off', () => {
    expect(sluice.app.server.requestTimeout).toBeLessThanOrEqual(30_000);
    expect(sluice.app.server.requestTimeout).toBeGreaterThan(0);
    expect(sluice.app.server.headersTimeout).toBeLessThanOrEqual(60_000);
  });
});

describe('WID-11: the network drops', () => {
  /** Reads events until `enough`, then hangs up. */
  const listen = async (
    url: string,
    bearer: string,
    from: string | null,
    enough: (seen: string) => boolean,
  ) => {
    const hangUp = new AbortController();
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${bearer}`, ...(from === null ? {} : { 'last-event-id': from }) },
      signal: hangUp.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    let seen = '';
    const decoder = new TextDecoder();
    for await (const piece of response.body ?? []) {
      seen += decoder.decode(piece, { stream: true });
      if (enough(seen)) break;
    }
    hangUp.abort();
    return seen.split('\n\n').flatMap((event) => {
      const id = /^id: (\d+)$/m.exec(event)?.[1];
      const data = /^data: (.*)$/m.exec(event)?.[1];
      return id === undefined || data === undefined
        ? []
        : [{ id, says: JSON.parse(data).markdown as string }];
    });
  };

  it('between the call and its answer: the same message again gets the same answer, and the transcript has no gap', async () => {
    await shop.deploy();
    const opened = await shop.open();
    const lost = await shop.say(opened, { id: 'm1', text: 'Ann' });
    const again = await shop.say(opened, { id: 'm1', text: 'Ann' });
    expect(again.body).toEqual(lost.body);
    expect(texts(await shop.open({ visitor: opened.body.visitor }))).toEqual([
      'Hello',
      'Ann',
      'You said Ann',
    ]);
  });

  it('while people answer: what was missed comes in order and once, from the last event on', async () => {
    const reachable = await fakeSluice();
    try {
      const away = await openShop({
        sluice: reachable,
        document: flow([says('Hi'), { type: 'handoff' }, asks('answer')]),
      });
      await away.deploy();
      const opened = await away.open();
      const { id } = opened.body.conversation;
      const reply = (markdown: string) => away.call('POST', `/conversations/${id}/reply`, { markdown });
      const url = `${await reachable.app.listen({ port: 0, host: '127.0.0.1' })}/website/${away.key}/conversations/${id}/events`;
      await reply('One');
      await reply('Two');
      const first = await listen(url, opened.body.visitor, '0', (seen) => seen.includes('Two'));
      expect(first.map(({ says: words }) => words)).toEqual(['Hi', 'One', 'Two']);
      await reply('Three');
      await reply('Four');
      const last = first.at(-1)?.id ?? '';
      const second = await listen(url, opened.body.visitor, last, (seen) => seen.includes('Four'));
      expect(second.map(({ says: words }) => words)).toEqual(['Three', 'Four']);
    } finally {
      await reachable.close();
    }
  });
});

describe('WID-08, WID-16: a day later', () => {
  it('an erased visitor who writes is a stranger with an empty conversation; nothing of before comes back', async () => {
    await shop.deploy();
    const opened = await shop.open({ attributes: { name: 'Ann', note: 'private' } });
    await shop.say(opened, { id: 'm1', text: 'my secret' });
    const { items } = (await shop.call('GET', '/people')).body;
    expect((await shop.call('DELETE', `/people/${items[0]?.id}`)).status).toBe(204);
    for (const table of ['people', 'draws', 'messages', 'turns', 'inbox', 'outbox'] as const) {
      expect(await shop.count(table), table).toBe(0);
    }
    sluice.clock.advance(DAY);
    expect((await shop.say(opened, { id: 'm1', text: 'my secret' })).status).toBe(404);
    const anew = await shop.open({ visitor: opened.body.visitor });
    expect(anew.body.conversation.id).not.toBe(opened.body.conversation.id);
    expect(texts(anew)).toEqual(['Hello']);
    const everything = JSON.stringify((await shop.call('GET', '/people')).body);
    expect(everything).not.toContain('private');
  });
});
