import type { FlowDocument } from '@sluice/core/flow/document';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiBody } from '../../../test/fakes/answer-types.ts';
import { greeting } from '../../../test/fakes/documents.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { fakeVisitor } from '../../../test/fakes/visitor.ts';
import { type Answered, addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;
let channel: { readonly id: string; readonly key: string };
let deploymentId: string;

/** Asks for a name, then for a pass phrase that nobody may read. */
const asking = (): FlowDocument => {
  const [group] = greeting('Hello **you**').groups;
  return {
    ...greeting(),
    groups: [
      {
        id: 'g1',
        title: '',
        position: { x: 0, y: 0 },
        blocks: [
          ...(group?.blocks ?? []),
          { id: 'b3', type: 'input', kind: 'text', variable: 'phrase' },
          { id: 'b4', type: 'input', kind: 'text', variable: 'unset' },
        ],
      },
    ],
    variables: [
      { id: 'v1', name: 'name', type: 'text' },
      { id: 'v2', name: 'phrase', type: 'text', secret: true },
      { id: 'v3', name: 'unset', type: 'text', secret: true },
    ],
  };
};

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
  const flow = (await north.editor('POST', '/flows', { name: 'Support', document: asking() })).body.id;
  await north.editor('POST', `/flows/${flow}/versions`, {});
  channel = (await north.editor('POST', '/channels', { platform: 'website', name: 'Shop' })).body;
  const deployment = await north.editor('POST', '/deployments', {
    name: 'Shop',
    flowId: flow,
    channelId: channel.id,
    version: 'latest',
    audience: {
      groups: [
        { name: 'Not refused', rules: [{ attribute: 'plan', operator: 'not_equals', value: 'none' }] },
      ],
    },
    rollout: { share: 100 },
    active: true,
  });
  deploymentId = deployment.body.id;
});
afterAll(() => sluice.close());

const open = async (attributes = {}) => {
  const visitor = fakeVisitor(sluice, channel.key);
  const id = await visitor.open({ attributes });
  return { visitor, id: id ?? '' };
};
const read = async (id: string) => (await north.viewer('GET', `/conversations/${id}`)).body;
const ids = async (query: string) =>
  (await north.viewer('GET', `/conversations?limit=200&${query}`)).body.items.map(
    ({ id }: { id: string }) => id,
  );

describe('a conversation', () => {
  it('is read with its decision, variables and messages', async () => {
    const { visitor, id } = await open();
    await visitor.say('Ann *the first*');
    const conversation = await read(id);
    expect(conversation).toMatchObject({
      id,
      channelId: channel.id,
      deploymentId,
      versionNumber: 1,
      status: 'waiting',
      decision: { outcome: 'bot', deploymentId, versionNumber: 1, reason: 'full-launch' },
      problem: null,
      endedAt: null,
    });
    expect(conversation.variables.name).toBe('Ann *the first*');
    expect(conversation.messages).toMatchObject([
      { id: '1', from: 'bot', type: 'message', markdown: 'Hello **you**', content: [{ type: 'paragraph' }] },
      { id: '2', from: 'person', type: 'message' },
    ]);
    expect(conversation.decision.trace[0]?.audience[0]).toMatchObject({ group: 'Not refused', pass: true });
  });

  it('shows that a secret variable is set, never what it holds', async () => {
    const { visitor, id } = await open();
    await visitor.say('Ann');
    await visitor.say('open sesame');
    const { variables } = await read(id);
    expect(variables).toEqual({ name: 'Ann', phrase: '•••', unset: null });
  });

  it('of a refused opening is a record without a flow', async () => {
    expect((await open({ plan: 'none' })).id).toBe('');
    const [refused] = (await north.viewer('GET', '/conversations?status=none')).body.items;
    expect(await read(refused?.id ?? '')).toMatchObject({
      status: 'none',
      deploymentId: null,
      versionNumber: null,
      variables: {},
      messages: [],
      decision: { outcome: 'none', reason: 'audience' },
    });
  });

  it('is found by deployment, version, status and any key of its person', async () => {
    const { id } = await open();
    const { personId } = await read(id);
    const [identity] = (await north.viewer('GET', `/people/${personId}`)).body.identities;
    for (const query of [
      `deployment=${deploymentId}`,
      'version=1',
      'status=waiting',
      `person=${personId}`,
      `person=${identity?.value}`,
      `deployment=${deploymentId}&version=1&status=waiting&person=${personId}`,
    ]) {
      expect(await ids(query), query).toContain(id);
    }
    for (const query of ['deployment=other', 'version=2', 'status=failed', 'person=nobody']) {
      expect(await ids(query), query).not.toContain(id);
    }
  });

  it('is shown as inactive while its deployment is switched off', async () => {
    const { id } = await open();
    await north.editor('POST', `/deployments/${deploymentId}/deactivate`, {});
    expect((await read(id)).status).toBe('inactive');
    expect(await ids('status=inactive')).toContain(id);
    expect(await ids('status=waiting')).not.toContain(id);
    await north.editor('POST', `/deployments/${deploymentId}/activate`, {});
    expect((await read(id)).status).toBe('waiting');
    expect(await ids('status=inactive')).toEqual([]);
  });

  it('shows the visitor who answered only when the reply says so: the name of a key is nobody’s name', async () => {
    const { id } = await open();
    await north.editor('POST', `/deployments/${deploymentId}/deactivate`, { handOff: true });
    await north.editor('POST', `/deployments/${deploymentId}/activate`, {});
    await north.editor('POST', `/conversations/${id}/reply`, { markdown: 'Hello' });
    await north.editor('POST', `/conversations/${id}/reply`, { markdown: 'Maja here', author: 'Maja' });
    const [unnamed, named] = (await read(id)).messages.slice(-2);
    expect(unnamed).toMatchObject({ from: 'human', markdown: 'Hello' });
    expect(unnamed).not.toHaveProperty('author');
    expect(named).toMatchObject({ from: 'human', author: 'Maja' });
  });

  it.each([
    'status=open',
    "status=waiting' or 1=1",
    'version=x',
    'version=99999999999',
    'order=id',
    'person=',
  ])('is not searched with ?%s', async (query) => {
    expect((await north.viewer('GET', `/conversations?${query}`)).status).toBe(400);
  });

  it('comes in pages, each once', async () => {
    for (let n = 0; n < 3; n += 1) await open();
    const seen: string[] = [];
    for (let from: string | null = ''; from !== null; ) {
      const page: Answered<ApiBody<'GET', '/conversations'>> = await north.viewer(
        'GET',
        `/conversations?limit=2${from}`,
      );
      seen.push(...page.body.items.map(({ id }) => id));
      from = page.body.next === null ? null : `&cursor=${page.body.next}`;
    }
    expect(seen).toHaveLength(new Set(seen).size);
    expect([...seen].sort()).toEqual([...(await ids(''))].sort());
  });
});
