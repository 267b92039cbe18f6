import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';
import { rowsOf } from '../../../test/isolation/world.ts';
import { aboutAnswer, playAnswer } from './documentation.ts';
import { LONGEST_SEAL } from './sealed.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
});
afterAll(() => sluice.close());

const SECRET = 'sk_live_canary';
const flowDocument = (says = 'Which one?') => ({
  schema: 1,
  name: 'Shop',
  start: { group: 'g' },
  groups: [
    {
      id: 'g',
      title: '',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'hello', type: 'message', markdown: says },
        {
          id: 'pick',
          type: 'choice',
          items: [
            { id: 'a', label: 'Red' },
            { id: 'b', label: 'Blue' },
          ],
          variable: 'color',
        },
        { id: 'pause', type: 'wait', seconds: 5 },
        { id: 'tag', type: 'tag', add: ['Buyer'] },
        { id: 'attr', type: 'attribute', name: 'custom.key', value: '{{key}}' },
        { id: 'ask', type: 'input', kind: 'text', variable: 'name' },
        { id: 'bye', type: 'message', markdown: '**{{name}}** likes {{color}}' },
        { id: 'human', type: 'handoff', queue: 'sales', context: ['key'] },
      ],
    },
  ],
  edges: [],
  variables: [
    { id: 'v1', name: 'color', type: 'text' },
    { id: 'v2', name: 'name', type: 'text' },
    { id: 'v3', name: 'key', type: 'text', default: SECRET, secret: true },
  ],
  triggers: [],
  settings: {},
});

const newFlow = async (document: unknown = flowDocument()): Promise<string> => {
  const made = await north.editor('POST', '/flows', { name: 'Shop', document });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id;
};
const link = async (flow: string, body: unknown = {}) =>
  (await north.editor('POST', `/flows/${flow}/preview-links`, body)).body;
const about = async ({ url }: { url: string }) => {
  const answer = await sluice.app.inject(`${url}/about`);
  return { status: answer.statusCode, body: answer.json() };
};
const turn = async ({ url }: { url: string }, payload: object) => {
  const answer = await sluice.app.inject({ method: 'POST', url: `${url}/turns`, payload });
  const body = answer.json();
  if (answer.statusCode === 200) expect(playAnswer.parse(body)).toEqual(body);
  return { status: answer.statusCode, body, text: answer.body, headers: answer.headers };
};

describe('a preview link', () => {
  it('plays the draft for anybody, turn by turn, and stores and counts nothing', async () => {
    const flow = await newFlow();
    const made = await link(flow, { note: 'For Ben' });
    expect(made).toMatchObject({ version: null, note: 'For Ben', author: 'key editor', expired: false });
    expect(made.url).toMatch(/^\/preview\/[\w-]{43}$/);
    const shown = await about(made);
    expect(shown.body).toEqual({
      flow: 'Shop',
      version: null,
      workspaceName: 'North',
      expiresAt: new Date(sluice.clock.now() + 72 * 3_600_000).toISOString(),
    });
    expect(aboutAnswer.parse(shown.body)).toEqual(shown.body);
    const before = await rowsOf(sluice, north.id);

    const first = await turn(made, {});
    expect(first.body).toMatchObject({
      status: 'waiting',
      messages: [{ id: '1.1', from: 'bot', markdown: 'Which one?', content: [{ type: 'paragraph' }] }],
      awaiting: { type: 'choice', items: [{ id: 'a', label: 'Red' }, {}] },
      effects: [],
    });
    expect(first.headers['cache-control']).toBe('no-store');
    const second = await turn(made, { sealed: first.body.sealed, input: { choice: 'b' } });
    expect(second.body).toMatchObject({
      messages: [],
      awaiting: { type: 'input' },
      effects: [
        'Waits 5 s; skipped in a preview.',
        'Adds the tag "Buyer".',
        'Sets the attribute "custom.key".',
      ],
    });
    const third = await turn(made, { sealed: second.body.sealed, input: { text: '*Ann*' } });
    expect(third.body).toMatchObject({
      status: 'handed-off',
      awaiting: null,
      messages: [{ id: '3.1', markdown: '**\\*Ann\\*** likes Blue' }],
      effects: ['Hands over to people: "sales".'],
    });
    expect(await turn(made, { sealed: third.body.sealed, input: { text: 'x' } })).toMatchObject({
      status: 409,
      body: { code: 'conversation-ended' },
    });
    for (const { text } of [first, second, third]) {
      expect(text).not.toContain(SECRET);
      expect(Buffer.from(JSON.parse(text).sealed, 'base64').toString('latin1')).not.toContain(SECRET);
    }
    expect(await rowsOf(sluice, north.id)).toBe(before);
  });

  it('shows a version as it was published, and the draft as it is now', async () => {
    const flow = await newFlow(flowDocument('Published'));
    await north.editor('POST', `/flows/${flow}/versions`, {});
    const [version, draft] = [await link(flow, { version: 1 }), await link(flow)];
    const begun = await turn(draft, {});
    await north.editor('PUT', `/flows/${flow}/draft`, flowDocument('Newer'));
    const first = async (of: { url: string }) => (await turn(of, {})).body.messages[0].markdown;
    expect([await first(version), await first(draft)]).toEqual(['Published', 'Newer']);
    const stale = await turn(draft, { sealed: begun.body.sealed, input: { choice: 'a' } });
    expect(stale).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await north.editor('POST', `/flows/${flow}/preview-links`, { version: 9 })).status).toBe(404);
  });

  it('stops working when it expires, when it is revoked, when its flow is archived; one that never was is the same', async () => {
    const flow = await newFlow();
    const [short, revoked, archived] = [
      await link(flow, { expiresInHours: 1 }),
      await link(flow),
      await link(flow),
    ];
    const gone = async (of: { url: string }) => {
      const [shown, played] = [await about(of), await turn(of, {})];
      expect([shown.status, played.status]).toEqual([404, 404]);
      expect(shown.body.detail).toContain('This preview link does not work any more.');
      return { ...shown.body, requestId: '' };
    };
    await north.editor('DELETE', `/flows/${flow}/preview-links/${revoked.id}`);
    const never = await gone({ url: `/preview/${'x'.repeat(43)}` });
    expect(await gone(revoked)).toEqual(never);
    expect((await north.editor('DELETE', `/flows/${flow}/preview-links/${revoked.id}`)).status).toBe(404);
    sluice.clock.advance(3_600_000);
    expect(await gone(short)).toEqual(never);
    const { items } = (await north.viewer('GET', `/flows/${flow}/preview-links`)).body;
    expect(items.map(({ id, expired }: { id: string; expired: boolean }) => [id, expired])).toEqual(
      expect.arrayContaining([
        [short.id, true],
        [archived.id, false],
      ]),
    );
    expect(JSON.stringify(items)).not.toContain(archived.url.split('/').at(-1));
    await north.editor('DELETE', `/flows/${flow}`);
    expect(await gone(archived)).toEqual(never);
  });

  it('takes no standing that it did not give itself, whole and unchanged', async () => {
    const flow = await newFlow();
    const [mine, other] = [await link(flow), await link(flow)];
    const { sealed } = (await turn(mine, {})).body;
    const tampered = `${sealed.slice(0, 40)}${sealed[40] === 'A' ? 'B' : 'A'}${sealed.slice(41)}`;
    const input = { choice: 'a' };
    for (const [of, standing] of [
      [other, sealed],
      [mine, tampered],
      [mine, ''],
      [mine, 'null'],
      [mine, Buffer.from('{"state":{}}').toString('base64')],
    ] as const) {
      expect((await turn(of, { sealed: standing, input })).status).toBe(400);
    }
    expect((await turn(mine, { sealed: 'x'.repeat(LONGEST_SEAL + 1), input })).status).toBe(400);
    expect((await turn(mine, { sealed })).status).toBe(400);
    expect((await turn(mine, { sealed, input: { text: 'x', choice: 'a' } })).status).toBe(400);
    expect((await turn(mine, { sealed, person: { key: 'ann' } })).status).toBe(400);
    expect((await turn(mine, { sealed, input: { text: 'x'.repeat(16_001) } })).status).toBe(413);
  });

  it.each([{ expiresInHours: 721 }, { expiresInHours: 0 }, { version: 0 }, { note: 'x'.repeat(501) }])(
    'is refused as %j',
    async (body) => {
      const flow = await newFlow();
      expect((await north.editor('POST', `/flows/${flow}/preview-links`, body)).status).toBe(400);
    },
  );
});

describe('with rate limits', () => {
  it('an address plays only so many turns a minute', async () => {
    const limited = await fakeSluice({ rateLimits: true });
    try {
      const statuses = new Map<number, number>();
      for (let n = 0; n < 125; n += 1) {
        const { statusCode } = await limited.app.inject({
          method: 'POST',
          url: '/preview/unknown/turns',
          payload: {},
        });
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
      }
      expect([...statuses]).toEqual([
        [404, 120],
        [429, 5],
      ]);
    } finally {
      await limited.close();
    }
  });
});
