import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice, TEST_CONFIG } from '../../test/fakes/sluice.ts';
import { ensureFirstWorkspace } from '../features/workspaces/bootstrap.ts';

let sluice: FakeSluice;

beforeAll(async () => {
  sluice = await fakeSluice();
  await ensureFirstWorkspace(sluice.runner);
});
afterAll(() => sluice.close());

const post = async (path: string, type: string | undefined, payload?: string) => {
  const response = await sluice.app.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: {
      authorization: `Bearer ${TEST_CONFIG.apiKey}`,
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: response.statusCode, body: response.json() };
};

describe('a body', () => {
  it('may be missing where none is needed, whatever the header promises', async () => {
    const { id } = (await post('/flows', 'application/json', '{"name":"Support"}')).body;
    expect((await post(`/flows/${id}/copy`, 'application/json')).status).toBe(201);
    expect((await post(`/flows/${id}/copy`, undefined)).status).toBe(201);
    expect((await post(`/flows/${id}/copy`, 'application/json; charset=utf-8', '{}')).status).toBe(201);
  });

  it('is refused with the missing field where one is needed', async () => {
    const refused = await post('/flows', 'application/json');
    expect(refused).toMatchObject({ status: 400, body: { problems: [{ at: 'name' }] } });
  });

  it.each([
    ['{"name":', 400, 'bad-request'],
    ['', 400, 'bad-request'],
    ['null', 400, 'bad-request'],
    ['"text"', 400, 'bad-request'],
    ['{"name":"x","__proto__":{"role":"owner"}}', 400, 'bad-request'],
  ])('%.40s is answered with %i %s', async (payload, status, code) => {
    expect(await post('/flows', 'application/json', payload)).toMatchObject({
      status,
      body: { status, code },
    });
  });

  it.each([
    ['/segments', 256 * 1024],
    ['/flows', 4 * 1024 * 1024],
  ])('of %s is refused above %i bytes, and up to there only for what it says', async (path, bytes) => {
    const named = (length: number) => `{"name":"${'x'.repeat(length)}"}`;
    expect((await post(path, 'application/json', named(bytes - 100))).status).toBe(400);
    expect(await post(path, 'application/json', named(bytes))).toMatchObject({
      status: 413,
      body: { code: 'too-large' },
    });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('of the type %s is not read: another site could send it', async (type) => {
    expect(await post('/flows', type, '{"name":"x"}')).toMatchObject({
      status: 415,
      body: { code: 'not-json' },
    });
  });
});
