/** The calls for the tests of a flow: conversations that must go the same way again. */
import { flowTestFields } from '@sluice/core/flow-test/flow-test';
import { z } from 'zod';
import { described } from './described.ts';
import { route } from './route.ts';
import { byId, id, instant, problemShape } from './shapes.ts';

const test = described(
  flowTestFields,
  'A flow test: who talks, and what every turn says, offers and ends with.',
);
const patch = described(
  flowTestFields.partial(),
  'Any of a test’s fields; null takes `person`, `start`, `now` or `seed` away.',
);

export const flowTestShape = z.object({
  id,
  ...flowTestFields.shape,
  author: z.string(),
  createdAt: instant,
  updatedAt: instant,
});

const texts = z.array(z.string());
export const testResultShape = z.object({
  id,
  name: z.string(),
  pass: z.boolean(),
  differences: z.array(
    z.object({
      turn: z.int().describe('Counted from 0.'),
      kind: z
        .enum(['said', 'choices', 'status', 'ended'])
        .describe('`ended`: the conversation no longer took this turn’s input.'),
      expected: texts,
      got: texts,
    }),
  ),
  problems: z.array(problemShape).describe('Why the conversation failed, when it did.'),
});

export const testRunShape = z.object({
  version: z.int().nullable().describe('null: the draft.'),
  results: z.array(testResultShape),
  coverage: z.object({
    covered: z.array(id).describe('Blocks of this flow that at least one test ran.'),
    all: z.array(id),
    share: z.number().describe('0 to 1.'),
  }),
});

const tag = 'Flow tests';
const byTest = z.strictObject({ id, test: id });

export const flowTestCalls = {
  list: route({
    method: 'GET',
    path: '/flows/:id/tests',
    summary: 'List a flow’s tests, in the order they were made',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    answer: z.object({ items: z.array(flowTestShape) }),
  }),
  create: route({
    method: 'POST',
    path: '/flows/:id/tests',
    summary: 'Keep a conversation as a test of the flow',
    tag,
    role: 'editor',
    status: 201,
    params: byId,
    body: test,
    answer: flowTestShape,
  }),
  get: route({
    method: 'GET',
    path: '/flows/:id/tests/:test',
    summary: 'Read a test',
    tag,
    role: 'viewer',
    status: 200,
    params: byTest,
    answer: flowTestShape,
  }),
  edit: route({
    method: 'PATCH',
    path: '/flows/:id/tests/:test',
    summary: 'Rename a test, or change what it expects',
    tag,
    role: 'editor',
    status: 200,
    params: byTest,
    body: patch,
    answer: flowTestShape,
  }),
  remove: route({
    method: 'DELETE',
    path: '/flows/:id/tests/:test',
    summary: 'Delete a test',
    tag,
    role: 'editor',
    status: 204,
    params: byTest,
  }),
  run: route({
    method: 'POST',
    path: '/flows/:id/tests/run',
    summary: 'Run all tests of a flow against its draft or a version; writes nothing',
    tag,
    role: 'viewer',
    status: 200,
    params: byId,
    body: z.strictObject({ version: z.int().min(1).max(2_147_483_647).nullable().optional() }),
    answer: testRunShape,
  }),
};
