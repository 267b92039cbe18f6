import { table } from '@sluice/api/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice } from '../../test/fakes/sluice.ts';

type Operation = { readonly responses: Readonly<Record<string, unknown>> };
let sluice: FakeSluice;
let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;

beforeAll(async () => {
  sluice = await fakeSluice();
  paths = (await sluice.app.inject('/openapi.json')).json().paths;
});
afterAll(() => sluice.close());

describe('the OpenAPI document', () => {
  it('names for each call the status it answers with, and that refusals are problems', () => {
    for (const spec of table) {
      const path = `/api/v1${spec.path.replace(/:(\w+)/g, '{$1}')}`;
      const described = paths[path]?.[spec.method.toLowerCase()];
      expect(Object.keys(described?.responses ?? {}), `${spec.method} ${path}`).toEqual([
        String(spec.status),
        '4XX',
      ]);
    }
  });

  it('describes what is outside the API too: the website, the embed script, the probes', () => {
    for (const path of [
      '/healthz',
      '/preview/{token}/about',
      '/preview/{token}/turns',
      '/readyz',
      '/website/{key}/conversations',
      '/website/{key}/conversations/{id}/events',
      '/website/{key}/conversations/{id}/messages',
      '/website/{key}/visits',
      '/widget.js',
    ]) {
      expect(Object.keys(paths)).toContain(path);
    }
  });
});
