import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { flowCalls } from './flows.ts';
import { table } from './table.ts';

const rows = table.map((spec) => ({ name: `${spec.method} ${spec.path}`, spec }));

describe('the path table', () => {
  it('names each call once', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  it.each(rows)('describes $name completely', ({ spec }) => {
    const named = [...spec.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
    const described = spec.params instanceof z.ZodObject ? Object.keys(spec.params.shape) : [];
    expect(described.sort(), 'every parameter of the path is parsed').toEqual(named.sort());
    expect(spec.answer === undefined, 'an answer with a body has a shape').toBe(spec.status === 204);
    if (spec.method === 'GET') expect(spec.body, 'a GET changes nothing and takes nothing').toBeUndefined();
    expect(spec.summary).not.toMatch(/\.$/);
  });

  it('says in the documentation what a flow document looks like', () => {
    const schema = z.toJSONSchema(flowCalls.saveDraft.body, { io: 'input' });
    expect(schema).toMatchObject({ type: 'object', required: expect.arrayContaining(['schema', 'groups']) });
    expect(Object.keys(schema.properties ?? {})).toContain('variables');
  });
});
