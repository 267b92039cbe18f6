import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { files, ran } from '../fake.ts';

const { write, remove } = files();
afterAll(remove);

const SUPPORT = fileURLToPath(new URL('../../examples/flows/customer-support.json', import.meta.url));
const NOW = ['--now', '2026-03-09T09:00:00Z'];

const flow = (name: string, blocks: readonly object[], variables: readonly object[] = []) => ({
  schema: 1,
  name,
  start: { group: 'g' },
  groups: [{ id: 'g', blocks: blocks.map((block, index) => ({ id: `b${index}`, ...block })) }],
  variables,
});
const name = { id: 'v', name: 'name', type: 'text' };
const hello = flow(
  'Hello',
  [
    { type: 'message', markdown: 'Who are you?' },
    { type: 'input', kind: 'text', variable: 'name' },
    { type: 'wait', seconds: 60 },
    { type: 'message', markdown: 'Hi **{{name}}**, {{person.key}}' },
    { type: 'end', outcome: 'greeted' },
  ],
  [name],
);
const says = (...texts: string[]) =>
  flow(
    texts.join(' '),
    texts.map((markdown) => ({ type: 'message', markdown })),
  );

const parsed = (out: string) => JSON.parse(out) as { readonly [field: string]: unknown };
const ranOn = (document: unknown, argv: readonly string[] = [], input = '') =>
  ran(['run', write(document), ...NOW, ...argv], { input });

describe('sluice run', () => {
  test('prints the transcript of the example', async () => {
    const { code, out, err } = await ran(['run', SUPPORT, '--inputs', '-'], { input: '["hi"]\n' });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(parsed(out)).toMatchObject({
      status: 'waiting',
      turns: [
        { input: null, choices: ['Where is my order?', 'Return something', 'Talk to a person'], effects: [] },
        { input: 'hi', messages: [expect.any(String)] },
      ],
      variables: { topic: null },
    });
  });

  test('waits elapse at once; the values of a turn are filled in verbatim', async () => {
    const { code, out } = await ranOn(hello, ['--inputs', '-', '--seed', '7'], '["<b>*Ann*</b>"]');
    expect(code).toBe(0);
    expect(parsed(out)).toEqual({
      status: 'completed',
      turns: [
        { input: null, messages: ['Who are you?'], choices: [], effects: [] },
        {
          input: '<b>*Ann*</b>',
          messages: ['Hi **<b>*Ann*</b>**, seed:7'],
          choices: [],
          effects: [{ type: 'wait', seconds: 60 }],
        },
      ],
      variables: { name: '<b>*Ann*</b>' },
    });
  });

  test('the same call gives the same bytes', async () => {
    const call = () => ranOn(hello, ['--inputs', '-'], '["Ann"]');
    expect(await call()).toEqual(await call());
  });

  test('without inputs and without a terminal it runs to the first question', async () => {
    const { code, out } = await ranOn(hello);
    expect({ code, turns: parsed(out).turns }).toMatchObject({ code: 0, turns: [{ input: null }] });
  });

  test('inputs and the person come from files', async () => {
    const person = write({ key: 'ann', attributes: { email: 'ann@firm.com' } });
    const document = flow('Who', [{ type: 'message', markdown: '{{person.key}} {{person.email}}' }]);
    const { out } = await ranOn(document, ['--inputs', write([]), '--person', person]);
    expect(parsed(out).turns).toMatchObject([{ messages: ['ann ann@firm.com'] }]);
    const nameless = await ranOn(document, ['--person', write({ attributes: {} }), '--seed', '3']);
    expect(parsed(nameless.out).turns).toMatchObject([{ messages: ['seed:3 '] }]);
  });

  test('--now is when the conversation begins', async () => {
    const document = flow('When', [
      {
        type: 'condition',
        branches: [
          {
            id: 'new',
            when: { all: [{ left: 'person.since', op: 'within_last', right: { n: 1, unit: 'days' } }] },
          },
        ],
      },
      { type: 'message', markdown: 'old' },
    ]);
    const edges = [{ id: 'e', from: { block: 'b0', port: 'new' }, to: { group: 'n' } }];
    const groups = [...document.groups, { id: 'n', blocks: [{ id: 'x', type: 'message', markdown: 'new' }] }];
    const path = write({ ...document, groups, edges });
    const person = write({ attributes: { since: '2026-03-09T00:00:00Z' } });
    const said = async (now: string) =>
      parsed((await ran(['run', path, '--person', person, '--now', now])).out).turns;
    expect(await said('2026-03-09T12:00:00Z')).toMatchObject([{ messages: ['new'] }]);
    expect(await said('2026-03-11')).toMatchObject([{ messages: ['old'] }]);
  });

  test('the first flow of a bundle runs, or the one that --flow names', async () => {
    const bundle = { flows: [says('one'), { id: 'two-id', ...says('two') }], warnings: ['w'] };
    const first = async (...argv: string[]) => parsed((await ranOn(bundle, argv)).out).turns;
    expect(await first()).toMatchObject([{ messages: ['one'] }]);
    expect(await first('--flow', 'two')).toMatchObject([{ messages: ['two'] }]);
    expect(await first('--flow', 'two-id')).toMatchObject([{ messages: ['two'] }]);
    const { code, out, err } = await ranOn(bundle, ['--flow', 'three']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe('unknown-flow --flow: There is no flow "three". (Use one of "one", "two".)\n');
  });

  test('surplus inputs are a problem; the transcript is printed all the same', async () => {
    const { code, out, err } = await ranOn(hello, ['--inputs', '-'], '["Ann", "more", "and more"]');
    expect({ code, status: parsed(out).status }).toEqual({ code: 1, status: 'completed' });
    expect(err).toMatch(/^surplus-input inputs\.1: .+\n$/);
  });

  test('a flow that runs in a circle fails with its problem', async () => {
    const circle = { ...says('again'), edges: [{ id: 'e', from: { block: 'b0' }, to: { group: 'g' } }] };
    const { code, out, err } = await ranOn(circle);
    expect({ code, status: parsed(out).status }).toEqual({ code: 1, status: 'failed' });
    expect(err).toMatch(/^too-many-blocks /);
  });

  test('mocks are read and checked', async () => {
    const good = write({ http: [{ url: '*', status: 200, body: { a: 1 } }], llm: ['Hello'] });
    expect((await ranOn(hello, ['--mock', good])).code).toBe(0);
    const { code, err } = await ranOn(hello, ['--mock', write({ http: [{ url: '*', status: '200' }] })]);
    expect({ code, err }).toEqual({
      code: 1,
      err: 'wrong-shape mock.http.0.status: This must be a number.\n',
    });
  });

  test.each([
    [
      'inputs that are no list',
      ['--inputs', '-'],
      '"hi"',
      'wrong-shape inputs: The inputs are a list of texts',
    ],
    ['inputs that are no texts', ['--inputs', '-'], '["hi", 2]', 'wrong-shape inputs.1: An input is a text.'],
    ['inputs that are no JSON', ['--inputs', '-'], 'hi', 'not-json standard input: '],
    ['inputs that are not there', ['--inputs', 'no-such.json'], '', 'unreadable-file no-such.json: '],
    ['a person of another shape', ['--person', write({ id: 'ann' })], '', 'unknown-key person: '],
  ])('refuses %s', async (_, argv, input, problem) => {
    const { code, out, err } = await ranOn(hello, argv, input);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.slice(0, problem.length)).toBe(problem);
  });

  test('refuses a document with its problems', async () => {
    const { code, out, err } = await ranOn(flow('x', [{ type: 'message' }, { type: 'shout' }]));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^\S+ groups\.0\.blocks\.0\.markdown: .+\n\S+ groups\.0\.blocks\.1\.type: .+\n$/);
  });

  test.each([
    [['run'], 'usage FLOW.json: FLOW.json is missing.'],
    [['run', SUPPORT, '--seed', 'x'], 'usage --seed: The seed must be a whole number.'],
    [['run', SUPPORT, '--now', 'x'], 'usage --now: This is not a point in time.'],
    [['run', SUPPORT, '--input', '-'], 'usage --input: There is no such option here.'],
    [['run', SUPPORT, '--inputs'], 'usage --inputs: This option needs a value.'],
  ])('wrong usage: %j', async (argv, problem) => {
    const { code, out, err } = await ran(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(problem);
  });
});

describe('a chat in the terminal', () => {
  test('reads like a conversation', async () => {
    const { code, out, err } = await ran(['run', write(hello)], { typed: ['Ann'] });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      [
        '',
        'Hello · Ctrl-C leaves',
        '',
        'bot  Who are you?',
        '',
        'you  Ann',
        '',
        'bot  Hi **Ann**, seed:1',
        '',
        '     · wait {"seconds":60}',
        '',
        '· completed (greeted)',
        '',
        '',
      ].join('\n'),
    );
  });

  test('numbers what can be picked, wraps long lines, and lets one leave', async () => {
    const { code, out } = await ran(['run', SUPPORT], { typed: ['1'] });
    expect(code).toBe(0);
    expect(out).toContain('\n      1  Where is my order?\n      2  Return something\n');
    expect(out.split('\n').every((line) => line.length <= 60)).toBe(true);
    expect(out.endsWith('· left\n\n')).toBe(true);
  });

  test('a failed flow is a problem', async () => {
    const circle = { ...says('again'), edges: [{ id: 'e', from: { block: 'b0' }, to: { group: 'g' } }] };
    const { code, err } = await ran(['run', write(circle)], { typed: [] });
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringMatching(/^too-many-blocks /) });
  });

  test('what a flow says cannot steer the terminal', async () => {
    const { out } = await ran(['run', write(says('\u001b[2Jgone\r\nnext'))], { typed: [] });
    expect(out).toContain('bot  \u{FFFD}[2Jgone\n     next\n');
    expect(out).not.toContain('\u001b');
  });
});
