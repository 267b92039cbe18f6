import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';

let sluice: FakeSluice;

beforeAll(async () => {
  sluice = await fakeSluice();
});
afterAll(() => sluice.close());

describe('an address that leads nowhere', () => {
  it.each([
    ['/nowhere', 404, 'not-found'],
    ['/api/v1/flows/%zz', 400, 'bad-request'],
    ['/website/%zz/conversations/x/events', 400, 'bad-request'],
    [`/api/v1/flows/${'x'.repeat(600)}`, 404, 'not-found'],
  ])('%.40s is refused as a problem document', async (url, status, code) => {
    const refused = await sluice.app.inject(url);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(refused.statusCode).toBe(status);
    expect(refused.json()).toMatchObject({ status, code, problems: [{ code }] });
  });
});
