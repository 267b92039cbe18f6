import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greeting } from '../../../test/fakes/documents.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { type FakeVisitor, fakeVisitor, signIdentity } from '../../../test/fakes/visitor.ts';
import { addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

const SECRET = 'the secret of the website';
const CANARY = 'canary-of-ann';

let sluice: FakeSluice;
let north: FakeWorkspace;
let channel: { readonly id: string; readonly key: string };
let deploymentId: string;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
  const flow = await north.editor('POST', '/flows', { name: 'Support', document: greeting() });
  await north.editor('POST', `/flows/${flow.body.id}/versions`, {});
  channel = (
    await north.editor('POST', '/channels', {
      platform: 'website',
      name: 'Shop',
      settings: { identity: { secret: SECRET } },
    })
  ).body;
  const deployment = await north.editor('POST', '/deployments', {
    name: 'Shop',
    flowId: flow.body.id,
    channelId: channel.id,
    version: 'latest',
    audience: { everyone: true },
    rollout: { share: 100 },
    never: [`${CANARY}@example.org`, 'somebody else'],
    active: true,
  });
  deploymentId = deployment.body.id;
});
afterAll(() => sluice.close());

const identity = (sub: string): string =>
  signIdentity(SECRET, { sub, exp: Math.floor(sluice.clock.now() / 1000) + 3_600 });

/** Ann came anonymously, wrote, and signed in on another device: two people who became one. */
const knowAnn = async (): Promise<{ readonly id: string; readonly visitor: FakeVisitor }> => {
  const visitor = fakeVisitor(sluice, channel.key);
  expect(await visitor.open()).not.toBeNull();
  await visitor.say(CANARY);
  const elsewhere = fakeVisitor(sluice, channel.key);
  await elsewhere.open({ identity: identity(CANARY) });
  await elsewhere.say(`${CANARY} again`);
  await visitor.open({ identity: identity(CANARY) });
  const person = (await north.viewer('GET', `/people/${CANARY}`)).body;
  expect(person.mergedIds.length, 'the visitor became one with the user').toBeGreaterThan(0);
  await north.editor('PUT', `/people/by-key/${CANARY}`, {
    attributes: { nickname: `${CANARY}!`, email: `${CANARY}@example.org` },
  });
  return { id: person.id, visitor };
};

/** Every row of the database as text. */
const everything = async (): Promise<string> => {
  const { db } = sluice.runner;
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db);
  const rows = [];
  for (const { name } of tables.rows)
    rows.push((await sql`select * from ${sql.table(name)}`.execute(db)).rows);
  return JSON.stringify(rows);
};

describe('a person', () => {
  it('STU-13: is exported whole: attributes, identities, draws, conversations with every message', async () => {
    const { id } = await knowAnn();
    const { body } = await north.editor('GET', `/people/${id}/export`);
    expect(body.person).toMatchObject({ key: expect.any(String), verified: { nickname: `${CANARY}!` } });
    expect(body.person.identities.map(({ kind }: { kind: string }) => kind)).toContain('visitor');
    expect(body.draws.length).toBeGreaterThan(0);
    expect(body.draws[0]).toMatchObject({ deploymentId, share: 100, method: 'murmur3-x86-32/1' });
    const texts = body.conversations.flatMap(({ messages }) => messages.map(({ markdown }) => markdown));
    expect(texts).toEqual(expect.arrayContaining(['Hello!']));
    expect(texts.filter((text) => text?.includes('again'))).toHaveLength(1);
    expect(body.conversations[0]?.decision.reason).toBe('full-launch');
  });

  it('STU-13: is erased everywhere, everybody merged into them too; only the fact stays', async () => {
    const { id, visitor } = await knowAnn();
    const { identities } = (await north.viewer('GET', `/people/${id}`)).body;
    await north.editor('POST', `/deployments/${deploymentId}/acts`, { act: 'put-in', person: id });
    sluice.clock.advance(1_000);
    expect((await north.owner('DELETE', `/people/${id}`)).status).toBe(204);

    expect(await everything()).not.toContain(CANARY);
    expect((await north.viewer('GET', `/people/${id}`)).status).toBe(404);
    expect((await north.viewer('GET', `/people/${CANARY}`)).status).toBe(404);
    const { items } = (await north.viewer('GET', `/audit?target=${id}`)).body;
    expect(items[0]).toMatchObject({ action: 'person.erase', actor: 'key owner', before: null, after: null });
    expect(items.every(({ before, after }) => !before && !after)).toBe(true);
    for (const table of ['conversations', 'messages', 'turns', 'inbox', 'outbox', 'draws'] as const) {
      const { n } = await sluice.runner.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      expect(Number(n), table).toBe(0);
    }
    const deployment = (await north.viewer('GET', `/deployments/${deploymentId}`)).body;
    expect(deployment.never).toContain('somebody else');

    expect(await visitor.tries('still there?')).toBe(404);
    const again = await visitor.open();
    expect(again).not.toBeNull();
    const back = await everything();
    for (const { value } of identities) {
      expect(back, 'who comes back with an erased visitor’s token is somebody new').not.toContain(value);
    }
    expect((await north.viewer('GET', `/conversations/${again}`)).body.messages).toHaveLength(1);
    expect((await north.owner('DELETE', `/people/${id}`)).status).toBe(404);
  });

  it('leaves others as they were', async () => {
    await north.editor('PUT', '/people/by-key/ben', { attributes: { plan: 'premium' } });
    const ann = (await north.editor('PUT', '/people/by-key/ann', { attributes: { plan: 'free' } })).body;
    await north.owner('DELETE', `/people/${ann.id}`);
    expect((await north.viewer('GET', '/people/ben')).body.verified).toEqual({ plan: 'premium' });
    expect((await north.viewer('GET', `/audit?target=${ann.id}`)).body.items).toHaveLength(2);
  });
});
