import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greeting } from '../../../test/fakes/documents.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;
let flow: string;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
  flow = (await north.editor('POST', '/flows', { name: 'Support', document: greeting() })).body.id;
});
afterAll(() => sluice.close());

const say = (body: unknown, as = north.editor) => as('POST', `/flows/${flow}/comments`, body);
const change = (id: string, body: unknown, as = north.editor) =>
  as('PATCH', `/flows/${flow}/comments/${id}`, body);
const remove = (id: string, as = north.editor) => as('DELETE', `/flows/${flow}/comments/${id}`);

describe('a comment', () => {
  it('is about a block or a group, has author and time, and can be resolved and opened again', async () => {
    const made = await say({ block: 'b1', text: ' Too formal? ' });
    expect(made).toMatchObject({
      status: 201,
      body: {
        block: 'b1',
        group: null,
        text: 'Too formal?',
        author: 'key editor',
        mine: true,
        createdAt: new Date(sluice.clock.now()).toISOString(),
        editedAt: null,
        resolvedAt: null,
      },
    });
    sluice.clock.advance(1_000);
    const about = await say({ group: 'g1', text: 'All of it' }, north.owner);
    const { items } = (await north.viewer('GET', `/flows/${flow}/comments`)).body;
    expect(items).toEqual([
      { ...made.body, mine: false },
      { ...about.body, mine: false },
    ]);
    const resolved = await change(made.body.id, { resolved: true }, north.owner);
    expect(resolved.body).toMatchObject({ resolvedBy: 'key owner', resolvedAt: expect.any(String) });
    expect((await change(made.body.id, { resolved: false })).body).toMatchObject({ resolvedBy: null });
    expect((await change(made.body.id, { text: 'Still' })).body).toMatchObject({
      text: 'Still',
      editedAt: expect.any(String),
    });
  });

  it('keeps its author’s words: others may not change them, and only an owner deletes them', async () => {
    const { id } = (await say({ block: 'b1', text: 'Mine' }, north.owner)).body;
    expect(await change(id, { text: 'Yours' })).toMatchObject({ status: 403, body: { code: 'not-yours' } });
    expect((await remove(id)).status).toBe(403);
    const editors = (await say({ block: 'b1', text: 'An editor’s' })).body.id;
    expect((await change(editors, { text: 'x' }, north.owner)).status).toBe(403);
    expect((await remove(editors, north.owner)).status).toBe(204);
    expect((await remove(id, north.owner)).status).toBe(204);
    expect((await remove(id, north.owner)).status).toBe(404);
  });

  it('is no part of the document or of a version, and stays when its block goes', async () => {
    const { id } = (await say({ block: 'gone', text: 'Where is it?' })).body;
    const version = await north.editor('POST', `/flows/${flow}/versions`, {});
    const { body } = await north.viewer('GET', `/flows/${flow}/versions/${version.body.number}`);
    expect(JSON.stringify(body)).not.toContain('Where is it?');
    const { items } = (await north.viewer('GET', `/flows/${flow}/comments`)).body;
    expect(items.map((each: { id: string }) => each.id)).toContain(id);
    const audit = await north.viewer('GET', `/audit?target=${flow}&limit=200`);
    expect(JSON.stringify(audit.body)).not.toContain('Where is it?');
  });

  it.each([
    [{ text: 'About nothing' }],
    [{ block: 'b1', group: 'g1', text: 'Both' }],
    [{ block: 'b1', text: '  ' }],
    [{ block: 'b1', text: 'x'.repeat(5_001) }],
    [{ block: 'b1', text: 'x', author: 'Somebody else' }],
  ])('is refused as %j', async (body) => {
    expect((await say(body)).status).toBe(400);
  });
});
