import { drawNumber, isUnder } from '@sluice/core/rollout/draw';
import { afterAll, describe, expect, test } from 'vitest';
import { files, ran } from '../fake.ts';

const { write, remove } = files();
afterAll(remove);

const SEED = '00112233445566778899aabb';
const VIPS = {
  groups: [{ name: 'VIP', rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP' }] }],
};
const deployment = (changes: object = {}) => ({
  id: 'vip',
  seed: SEED,
  active: true,
  position: 0,
  version: 'latest',
  latestVersion: 3,
  audience: VIPS,
  rollout: { share: 25 },
  always: [],
  never: [],
  acts: [],
  ...changes,
});
const draw = (changes: object = {}) => ({
  deploymentId: 'vip',
  person: 'ann',
  u32: 4_000_000_000,
  share: 10,
  act: 0,
  at: '2026-03-03T10:00:00Z',
  ...changes,
});
const vip = (key: string | null, attributes: object = {}) => ({
  key,
  attributes: { tags: ['VIP'], ...attributes },
});

type Answer = {
  readonly outcome: string;
  readonly deploymentId?: string;
  readonly versionNumber?: number;
  readonly reason: string;
  readonly draw?: { readonly u32: number; readonly share: number; readonly stored: boolean };
  readonly trace: readonly { readonly deploymentId: string; readonly reason: string }[];
};

const decided = async (file: object, ...people: readonly unknown[]): Promise<readonly Answer[]> => {
  const input = people.map((each) => JSON.stringify(each)).join('\n');
  const { code, out, err } = await ran(['decide', write(file), '--now', '2026-03-09T09:00:00Z'], { input });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
};
const reasons = async (file: object, ...people: readonly unknown[]) =>
  (await decided(file, ...people)).map(({ reason }) => reason);

describe('sluice decide', () => {
  test('answers the whole decision', async () => {
    const key = 'ben'; // 66% under this seed
    const [answer] = await decided({ deployments: [deployment()], draws: [] }, vip(key));
    expect(answer).toEqual({
      outcome: 'none',
      reason: 'drawn-out',
      draw: { u32: drawNumber(SEED, key), share: 25, drawnAt: '2026-03-09T09:00:00.000Z', stored: false },
      trace: [
        {
          deploymentId: 'vip',
          reason: 'drawn-out',
          audience: [
            {
              group: 'VIP',
              pass: true,
              rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP', found: ['VIP'], pass: true }],
            },
          ],
        },
      ],
    });
  });

  test('draws a quarter of the people who match, and nobody else', async () => {
    const people = Array.from({ length: 400 }, (_, i) => vip(`user-${i}`));
    const answers = await decided({ deployments: [deployment()] }, ...people, { key: 'x', attributes: {} });
    const expected = people.map(({ key }) =>
      isUnder(drawNumber(SEED, String(key)), 2_500) ? 'bot' : 'none',
    );
    expect(answers.map(({ outcome }) => outcome)).toEqual([...expected, 'none']);
    expect(answers.at(-1)?.reason).toBe('audience');
    expect(answers.filter(({ outcome }) => outcome === 'bot').length).toBeGreaterThan(70);
  });

  test('a stored draw is used as it stands, and raising the share does not let in who was left out', async () => {
    const file = { deployments: [deployment({ rollout: { share: 99.99 } })], draws: [draw()] };
    const [ann] = await decided(file, vip('ann'));
    expect(ann).toMatchObject({ reason: 'drawn-out', draw: { u32: 4_000_000_000, share: 10, stored: true } });
  });

  test.each([
    ['full launch lets in', [{ n: 1, act: 'full-launch' }], 'full-launch'],
    ['full launch may keep out', [{ n: 1, act: 'full-launch', include: false }], 'drawn-out'],
    ['full launch may keep out, said otherwise', [{ n: 1, act: 'full-launch', keep: true }], 'drawn-out'],
    ['inviting again goes by its share', [{ n: 1, act: 'invite-again', share: 94 }], 'drawn-in'],
    ['inviting again goes by today’s share', [{ n: 1, act: 'invite-again' }], 'drawn-out'],
    ['put in', [{ n: 1, act: 'put-in', person: 'ann' }], 'drawn-in'],
    [
      'the last word counts',
      [
        { n: 2, act: 'leave-out', person: 'ann' },
        { n: 1, act: 'full-launch' },
      ],
      'drawn-out',
    ],
    [
      'taking back',
      [
        { n: 1, act: 'full-launch' },
        { n: 2, act: 'take-back', share: 50 },
      ],
      'drawn-out',
    ],
    ['acts on others', [{ n: 1, act: 'put-in', person: 'ben' }], 'drawn-out'],
  ])('acts after a draw change it: %s', async (_, acts, reason) => {
    const file = { deployments: [deployment({ acts })], draws: [draw()] };
    expect(await reasons(file, vip('ann'))).toEqual([reason]);
  });

  test('acts that the draw knows of do not count again', async () => {
    const acts = [{ n: 1, act: 'full-launch' }];
    expect(
      await reasons({ deployments: [deployment({ acts })], draws: [draw({ act: 1 })] }, vip('ann')),
    ).toEqual(['drawn-out']);
  });

  test('after everyone is redrawn older draws no longer count', async () => {
    const acts = [{ n: 1, act: 'redraw-everyone' }];
    const file = (changes: object, ...draws: object[]) => ({
      deployments: [deployment({ acts, ...changes })],
      draws,
    });
    const fresh = { draw: { u32: drawNumber(SEED, 'ann'), stored: false } };
    expect(await decided(file({}, draw()), vip('ann'))).toMatchObject([fresh]);
    expect(await decided(file({ generation: 2 }, draw()), vip('ann'))).toMatchObject([fresh]);
    expect(await decided(file({}, draw(), draw({ u32: 7, act: 1 })), vip('ann'))).toMatchObject([
      { draw: { u32: 7, stored: true } },
    ]);
    expect(await decided(file({}, draw({ generation: 2 })), vip('ann'))).toMatchObject([
      { draw: { stored: true } },
    ]);
  });

  test('follow goes by today’s share and ignores the acts', async () => {
    const rollout = { share: 94, mode: 'follow' };
    const acts = [{ n: 1, act: 'leave-out', person: 'ann' }];
    expect(
      await reasons({ deployments: [deployment({ rollout, acts })], draws: [draw()] }, vip('ann')),
    ).toEqual(['drawn-in']);
  });

  test('deployments are asked in order, and inactive ones not at all', async () => {
    const everyone = { audience: { everyone: true }, rollout: { share: 100 } };
    const deployments = [
      deployment({ id: 'all', position: 5, ...everyone, version: 2 }),
      deployment({ id: 'off', position: 0, ...everyone, active: false }),
      deployment({ position: 1 }),
    ];
    const [answer] = await decided({ deployments }, { key: 'x', attributes: {} });
    expect(answer).toMatchObject({
      outcome: 'bot',
      deploymentId: 'all',
      versionNumber: 2,
      reason: 'full-launch',
    });
    expect(answer?.trace.map(({ deploymentId }) => deploymentId)).toEqual(['vip', 'all']);
    expect(await reasons({ deployments: [deployment({ active: false })] }, vip('x'))).toEqual([
      'no-active-deployment',
    ]);
  });

  test('always and never name a person by key or email', async () => {
    const file = { deployments: [deployment({ always: ['ann', 'Ben@Firm.com'], never: ['zoe'] })] };
    expect(await reasons(file, vip('ann'), vip('x', { email: 'ben@firm.com ' }), vip('zoe'))).toEqual([
      'always',
      'always',
      'never',
    ]);
  });

  test('without a stable id: out below 100%, in at 100%, never drawn', async () => {
    const full = { deployments: [deployment({ rollout: { share: 100 } })] };
    expect(
      await reasons({ deployments: [deployment()] }, vip(null), { attributes: { tags: ['VIP'] } }),
    ).toEqual(['no-stable-id', 'no-stable-id']);
    const [answer] = await decided(full, vip(null));
    expect(answer).toMatchObject({ outcome: 'bot', reason: 'full-launch' });
    expect(answer).not.toHaveProperty('draw');
  });

  test('knows the segments of the file', async () => {
    const audience = { groups: [{ name: 'g', rules: [{ segment: 'vips' }] }] };
    const file = {
      deployments: [deployment({ audience, rollout: { share: 100 } })],
      segments: { vips: VIPS },
    };
    expect(await reasons(file, vip('ann'), { key: 'ben', attributes: {} })).toEqual([
      'full-launch',
      'audience',
    ]);
  });

  test.each([
    ['no deployments', {}, 'missing deployments: '],
    ['an unknown key', { deployments: [deployment({ shares: 5 })] }, 'unknown-key deployments.0: '],
    [
      'active as a number',
      { deployments: [deployment({ active: 1 })] },
      'wrong-shape deployments.0.active: ',
    ],
    [
      'a share as text',
      { deployments: [deployment({ rollout: { share: '25' } })] },
      'share-out-of-range deployments.0.rollout.share: ',
    ],
    [
      'an unknown mode',
      { deployments: [deployment({ rollout: { share: 5, mode: 'x' } })] },
      'unknown-mode deployments.0.rollout.mode: ',
    ],
    [
      'a version that is not there',
      { deployments: [deployment({ version: 4 })] },
      'no-such-version deployments.0.version: ',
    ],
    [
      'nothing published',
      { deployments: [deployment({ latestVersion: 0 })] },
      'nothing-published deployments.vip.version: ',
    ],
    [
      'an unknown segment',
      { deployments: [deployment({ audience: { groups: [{ name: 'g', rules: [{ segment: 'x' }] }] } })] },
      'unknown-segment deployments.0.audience.groups.0.rules.0.segment: ',
    ],
    ['a bad segment', { deployments: [], segments: { x: { groups: 1 } } }, 'wrong-shape segments.x.groups: '],
    [
      'an unknown act',
      { deployments: [deployment({ acts: [{ n: 1, act: 'invite' }] })] },
      'wrong-shape deployments.0.acts.0.act: ',
    ],
    [
      'taking back to nothing',
      { deployments: [deployment({ acts: [{ n: 1, act: 'take-back' }] })] },
      'share-out-of-range deployments.0.acts.0.share: ',
    ],
    [
      'nobody put in',
      { deployments: [deployment({ acts: [{ n: 1, act: 'put-in' }] })] },
      'wrong-type deployments.0.acts.0.person: ',
    ],
    [
      'two acts of one number',
      {
        deployments: [
          deployment({
            acts: [
              { n: 1, act: 'full-launch' },
              { n: 1, act: 'full-launch' },
            ],
          }),
        ],
      },
      'number-twice deployments.0.acts.1.n: ',
    ],
    [
      'two deployments of one id',
      { deployments: [deployment(), deployment()] },
      'id-twice deployments.1.id: ',
    ],
    [
      'a draw of nothing',
      { deployments: [deployment()], draws: [draw({ deploymentId: 'x' })] },
      'unknown-deployment draws.0.deploymentId: ',
    ],
    [
      'a number too large',
      { deployments: [deployment()], draws: [draw({ u32: 2 ** 32 })] },
      'too-big draws.0.u32: ',
    ],
    [
      'a draw without a time',
      { deployments: [deployment()], draws: [draw({ at: 'yesterday' })] },
      'wrong-shape draws.0.at: ',
    ],
    [
      'a person drawn twice',
      { deployments: [deployment()], draws: [draw(), draw()] },
      'drawn-twice draws.1: ',
    ],
    ['no JSON', 'deployments', 'not-json '],
    ['depth', `{"deployments":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'too-big '],
  ])('refuses %s before it reads anybody', async (_, given, says) => {
    const { code, out, err } = await ran(['decide', write(given)], { input: JSON.stringify(vip('ann')) });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.slice(0, says.length)).toBe(says);
  });

  test.each([
    ['{"key": 5}', 'wrong-shape line 2.key: '],
    ['{"key": ""}', 'wrong-shape line 2.key: '],
    ['{"key": "a", "attributes": []}', 'wrong-shape line 2.attributes: '],
    ['{"key": "a", "attribute": {}}', 'unknown-key line 2: '],
    ['"ann"', 'not-an-object line 2: '],
    ['ann', 'not-json line 2: '],
  ])('a malformed line ends it with its number: %s', async (bad, says) => {
    const input = `${JSON.stringify(vip('ann'))}\n${bad}\n${JSON.stringify(vip('ben'))}\n`;
    const { code, out, err } = await ran(['decide', write({ deployments: [deployment()] })], { input });
    expect({ code, lines: out.split('\n').length - 1 }).toEqual({ code: 1, lines: 1 });
    expect(err.slice(0, says.length)).toBe(says);
  });

  test.each([
    [['decide'], 'usage FILE: FILE is missing.'],
    [['decide', 'f.json', '--now', 'soon'], 'usage --now: This is not a point in time.'],
    [['decide', 'f.json', '--explain'], 'usage --explain: There is no such option here.'],
  ])('wrong usage: %j', async (argv, says) => {
    const { code, out, err } = await ran(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
  });
});
