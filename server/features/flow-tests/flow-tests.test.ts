import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dangling, greeting } from '../../../test/fakes/documents.ts';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import { addWorkspace, type FakeWorkspace } from '../../../test/fakes/workspace.ts';

import { draftProgram } from '../flows/draft-program.ts';
import { findFlow } from '../flows/store.ts';
import { runAll } from './run.ts';
import { testsOf } from './store.ts';

let sluice: FakeSluice;
let north: FakeWorkspace;

beforeAll(async () => {
  sluice = await fakeSluice();
  north = await addWorkspace(sluice, 'North');
});
afterAll(() => sluice.close());

const newFlow = async (document: unknown = greeting()): Promise<string> =>
  (await north.editor('POST', '/flows', { name: 'Support', document })).body.id;
const greets = (says = 'Hello!', name = 'Greets') => ({
  name,
  person: { key: 'ann', attributes: { plan: 'gold' } },
  turns: [
    { input: null, says: [says], choices: [], status: 'waiting' },
    { input: 'Ann', says: [], choices: [], status: 'completed' },
  ],
});
const add = (flow: string, test: unknown = greets()) => north.editor('POST', `/flows/${flow}/tests`, test);
const run = (flow: string, body: unknown = {}) => north.viewer('POST', `/flows/${flow}/tests/run`, body);
const publish = (flow: string, body: unknown = {}, headers = {}) =>
  north.editor('POST', `/flows/${flow}/versions`, body, headers);
const save = (flow: string, document: unknown) => north.editor('PUT', `/flows/${flow}/draft`, document);

describe('a flow test', () => {
  it('is kept, read, listed, changed and deleted', async () => {
    const flow = await newFlow();
    const { status, body } = await add(flow);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...greets(), author: 'key editor' });
    const path = `/flows/${flow}/tests/${body.id}` as const;
    expect((await north.viewer('GET', path)).body).toEqual(body);
    expect((await north.viewer('GET', `/flows/${flow}/tests`)).body.items).toEqual([body]);
    const changed = await north.editor('PATCH', path, { name: 'Greets people', person: null });
    expect(changed.body.name).toBe('Greets people');
    expect(changed.body.person).toBeUndefined();
    expect(changed.body.turns).toEqual(body.turns);
    expect((await north.editor('DELETE', path)).status).toBe(204);
    expect((await north.viewer('GET', path)).status).toBe(404);
    const { items } = (await north.viewer('GET', `/audit?target=${flow}`)).body;
    expect(items.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['flow.add-test', 'flow.edit-test', 'flow.remove-test']),
    );
  });

  it.each([
    [{ ...greets(), turns: [] }, 'turns'],
    [{ ...greets(), surprise: 1 }, ''],
    [{ ...greets(), turns: [{ input: 'x', status: 'waiting' }] }, 'turns.0.input'],
  ])('%j is refused at "%s"', async (test, at) => {
    const refused = await add(await newFlow(), test);
    expect(refused).toMatchObject({ status: 400, body: { problems: [{ at }] } });
  });

  it('is refused as a change that leaves no test behind', async () => {
    const flow = await newFlow();
    const { id } = (await add(flow)).body;
    for (const patch of [{ turns: null }, { name: null }, { turns: [] }, { id: 'other' }]) {
      expect((await north.editor('PATCH', `/flows/${flow}/tests/${id}`, patch)).status).toBe(400);
    }
  });
});

describe('running tests', () => {
  it('says what passes, where others differ, and which blocks were covered; the draft or a version', async () => {
    const flow = await newFlow();
    const passing = (await add(flow)).body.id;
    await publish(flow);
    await save(flow, greeting('Good day'));
    expect((await run(flow, { version: 1 })).body).toEqual({
      version: 1,
      results: [{ id: passing, name: 'Greets', pass: true, differences: [], problems: [] }],
      coverage: { covered: ['b1', 'b2'], all: ['b1', 'b2'], share: 1 },
    });
    expect((await run(flow)).body).toMatchObject({
      version: null,
      results: [
        { pass: false, differences: [{ turn: 0, kind: 'said', expected: ['Hello!'], got: ['Good day'] }] },
      ],
    });
    expect((await run(flow, { version: 2 })).status).toBe(404);
  });

  it('a flow without tests covers nothing', async () => {
    expect((await run(await newFlow())).body).toMatchObject({ results: [], coverage: { share: 0 } });
  });
});

describe('tests that run more blocks than a run may', () => {
  it('leave those after them untried, and failed', async () => {
    const flow = await newFlow();
    await add(flow);
    await add(flow);
    const row = await findFlow(sluice.runner.db, north.id, flow);
    const program = await draftProgram(sluice.runner, north.id, { id: flow, draft: row?.draft });
    const results = await runAll(program, await testsOf(sluice.runner.db, north.id, flow), 1);
    expect(results).toMatchObject([
      { pass: true },
      { pass: false, visited: [], problems: [{ code: 'too-much' }] },
    ]);
  });
});

describe('publishing a flow with tests', () => {
  it('goes on when they pass', async () => {
    const flow = await newFlow();
    await add(flow);
    expect((await publish(flow)).status).toBe(201);
  });

  it('is refused with the names of those that fail, unless that is acknowledged; no number is used up', async () => {
    const flow = await newFlow(greeting('Good day'));
    const { id } = (await add(flow)).body;
    await add(flow, greets('Good day', 'Passes'));
    const refused = await publish(flow);
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'tests-failing',
        problems: [{}, { code: 'test-failed', at: `tests.${id}`, says: 'The test "Greets" fails.' }],
      },
    });
    expect(refused.body.problems).toHaveLength(2);
    expect((await publish(flow, { acknowledgeFailingTests: true })).body.number).toBe(1);
  });

  it('names what stops the draft from running first', async () => {
    const flow = await newFlow(dangling());
    await add(flow, greets('Other'));
    expect((await publish(flow)).body.code).toBe('cannot-publish');
  });

  it('tests the draft that is published, however many are saved meanwhile', async () => {
    const flow = await newFlow();
    await add(flow);
    const answers = await Promise.all([
      save(flow, greeting('Good day')),
      publish(flow),
      publish(flow),
      save(flow, greeting('Good evening')),
      publish(flow),
    ]);
    for (const { status, body } of answers) {
      if (!('number' in body)) continue;
      expect(status).toBe(201);
      const version = await north.viewer('GET', `/flows/${flow}/versions/${body.number}`);
      expect(version.body.document).toEqual(greeting());
    }
  });
});
