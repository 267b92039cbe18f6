import { afterAll, describe, expect, test } from 'vitest';
import { files, ran } from '../fake.ts';

const { write, remove } = files();
afterAll(remove);

const flow = write({
  schema: 1,
  name: 'Greet',
  start: { group: 'g' },
  groups: [
    {
      id: 'g',
      blocks: [
        { id: 'ask', type: 'input', kind: 'text', variable: 'name' },
        { id: 'hi', type: 'message', markdown: 'Hi {{name}}' },
      ],
    },
  ],
  variables: [{ id: 'v', name: 'name', type: 'text' }],
});
const greets = (says: string) => ({
  name: `Says ${says}`,
  turns: [
    { input: null, status: 'waiting' },
    { input: 'Ann', says: [says], status: 'completed' },
  ],
});

describe('sluice test', () => {
  test('passes, and says what was covered', async () => {
    const { code, out, err } = await ran(['test', flow, write(greets('Hi Ann'))]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      results: [{ name: 'Says Hi Ann', pass: true, differences: [], problems: [] }],
      coverage: { covered: ['ask', 'hi'], all: ['ask', 'hi'], share: 1 },
    });
  });

  test('names those of a list that fail; what the API lists is a list, too', async () => {
    const listed = { id: 'test_1', author: 'Ann', createdAt: 'x', updatedAt: 'x' };
    for (const tests of [
      [greets('Hi Ann'), greets('Hello')],
      { items: [greets('Hi Ann'), greets('Hello')].map((each) => ({ ...listed, ...each })) },
    ]) {
      const { code, out, err } = await ran(['test', flow, write(tests)]);
      expect(code).toBe(1);
      expect(JSON.parse(out).results.map(({ pass }: { pass: boolean }) => pass)).toEqual([true, false]);
      expect(err).toBe('test-failed tests.1: The test "Says Hello" fails. (Turn 2 says something else.)\n');
    }
  });

  test.each([
    ['no test at all', [], 'no-tests'],
    ['a test without turns', { name: 'x', turns: [] }, 'wrong-shape tests.0.turns'],
    ['a list with something else in it', [greets('Hi'), 7], 'wrong-shape tests.1'],
  ])('%s is a problem', async (_, tests, says) => {
    const { code, out, err } = await ran(['test', flow, write(tests)]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(says);
  });

  test('needs both files', async () => {
    expect((await ran(['test', flow])).code).toBe(2);
  });
});
