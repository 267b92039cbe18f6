import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { files, ran } from '../fake.ts';

const { write, remove } = files();
afterAll(remove);

const EXAMPLES = fileURLToPath(new URL('../../examples/flows', import.meta.url));
const flow = (changes: object = {}) => ({
  schema: 1,
  name: 'Hello',
  start: { group: 'g' },
  groups: [{ id: 'g', blocks: [{ id: 'hi', type: 'message', markdown: 'Hi' }] }],
  ...changes,
});
const dangling = { edges: [{ id: 'e', from: { block: 'hi' }, to: { group: 'gone' } }] };

describe('sluice check', () => {
  test.each(readdirSync(EXAMPLES))('the example %s has no problems', async (name) => {
    expect(await ran(['check', `${EXAMPLES}/${name}`])).toEqual({ code: 0, out: '[]\n', err: '' });
  });

  test('lists problems for programs on one stream and for people on the other', async () => {
    const { code, out, err } = await ran(['check', write(flow(dangling))]);
    expect(code).toBe(1);
    const found = JSON.parse(out) as readonly { readonly [field: string]: string }[];
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ at: expect.stringMatching(/^edges\.0/), severity: 'error' });
    expect(err).toMatch(/^[a-z-]+ edges\.0\S*: .+\n$/);
  });

  test('marks what would not stop publishing', async () => {
    const lonely = { groups: [...flow().groups, { id: 'lonely', blocks: [{ id: 'x', type: 'end' }] }] };
    const { code, out } = await ran(['check', write(flow(lonely))]);
    expect({ code, found: JSON.parse(out) }).toMatchObject({
      code: 1,
      found: [{ code: 'unreachable-group', severity: 'warning' }],
    });
  });

  test('checks every flow of a bundle, and says which one it means', async () => {
    const bundle = { flows: [flow(), { id: 'second', ...flow(dangling) }, flow({ name: 3 })], warnings: [] };
    const { code, out } = await ran(['check', write(bundle)]);
    const places = (JSON.parse(out) as readonly { at: string }[]).map(({ at }) => at);
    expect(code).toBe(1);
    expect(places).toEqual(['flows.2.name', expect.stringMatching(/^flows\.1\.edges\.0/)]);
  });

  test.each([
    [
      'an unknown block type',
      flow({ groups: [{ id: 'g', blocks: [{ id: 'b', type: 'shout' }] }] }),
      'unknown-block-type',
    ],
    ['an unknown setting', flow({ colour: 'red' }), 'unknown-key'],
    ['an empty bundle', { flows: [] }, 'no-flows'],
    ['a text', '"flow"', 'wrong-shape'],
    ['no JSON', '{', 'not-json'],
  ])('refuses %s', async (_, given, problemCode) => {
    const { code, out, err } = await ran(['check', write(given)]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ code: problemCode }]);
    expect(err.startsWith(`${problemCode} `)).toBe(true);
  });

  test('what a document says never reaches the terminal as a control character', async () => {
    const path = write(flow({ groups: [{ id: 'g', blocks: [{ id: 'b', type: '\u001b[31mred\n' }] }] }));
    const { err } = await ran(['check', path]);
    expect(err).toContain('[31mred');
    expect(err.trimEnd()).not.toMatch(/\p{Cc}/u);
  });

  test.each([[['check']], [['check', 'a.json', 'b.json']], [['check', 'a.json', '--fix']]])(
    'wrong usage: %j',
    async (argv) => {
      const { code, out, err } = await ran(argv);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('usage: sluice check FLOW.json');
    },
  );
});
