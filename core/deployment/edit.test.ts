import { describe, expect, test } from 'vitest';
import { createDeployment, type DeploymentInput, type EditOptions, editDeployment } from './edit.ts';
import { NO_SEGMENTS, sampleDeployment } from './sample.ts';

const VIPS = {
  groups: [{ name: 'VIP customers', rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP' }] }],
};
const INPUT: DeploymentInput = {
  name: 'Customer Support Bot v2.1',
  flowId: 'flow',
  channelId: 'channel',
  version: 'latest',
  audience: VIPS,
  rollout: { share: 10 },
};
const FACTS = { latestVersion: 3, audience: NO_SEGMENTS };
const CONTEXT = { ...FACTS, id: 'd1', seed: '5f0c9a4be17d2386a0b1c2d3e4f50617', position: 4 };
const KEEP: EditOptions = { onRaise: 'keep', onFull: 'include' };

const create = (given: Partial<DeploymentInput> = {}, context = CONTEXT) =>
  createDeployment({ ...INPUT, ...given }, context);
const edit = (patch: Parameters<typeof editDeployment>[1], options = KEEP, current = sampleDeployment()) =>
  editDeployment(current, patch, options, FACTS);
/** The problems as `code at`. */
const problemsOf = (result: ReturnType<typeof create> | ReturnType<typeof edit>) =>
  result.ok ? [] : result.problems.map(({ code, at }) => `${code} ${at}`);
const sharing = (share: number) => sampleDeployment({ rollout: { share: share * 100, mode: 'permanent' } });

const NOT_SHARES = [-1, -0.01, 100.01, 101, 0.001, Number.NaN, JSON.parse('1e309'), '50', null, true, [], {}];

describe('making a deployment', () => {
  test('inactive, permanent, after the others, with a seed of its own and no act', () => {
    const made = create();
    expect(made).toEqual({
      ok: true,
      value: {
        deployment: {
          id: 'd1',
          name: 'Customer Support Bot v2.1',
          flowId: 'flow',
          channelId: 'channel',
          position: 4,
          status: 'inactive',
          version: 'latest',
          audience: { everyone: false, ...VIPS },
          rollout: { share: 1_000, mode: 'permanent' },
          seed: CONTEXT.seed,
          generation: 1,
          always: [],
          never: [],
          actNumber: 0,
        },
        acts: [],
      },
    });
  });

  test('takes what is said over what is usual', () => {
    const made = create({
      active: true,
      position: 0,
      seed: 'mine',
      rollout: { share: 0.01, mode: 'follow' },
    });
    expect(made.ok && made.value.deployment).toMatchObject({
      status: 'active',
      position: 0,
      seed: 'mine',
      rollout: { share: 1, mode: 'follow' },
    });
  });

  test('at 100% names no act: nobody was left out yet', () => {
    const made = create({ rollout: { share: 100 } });
    expect(made.ok && made.value.acts).toEqual([]);
  });

  test.each(NOT_SHARES)('DEC-13: a share of %j is refused', (share) => {
    expect(problemsOf(create({ rollout: { share } }))).toEqual(['share-out-of-range rollout.share']);
  });

  test.each([0, 0.01, 99.99, 100])('DEC-13: a share of %d is taken exactly', (share) => {
    const made = create({ rollout: { share } });
    expect(made.ok && made.value.deployment.rollout.share).toBe(Math.round(share * 100));
  });

  test('says everything that is wrong at once', () => {
    const wrong = create({
      name: ' ',
      version: 4,
      audience: { groups: [{ name: 'empty', rules: [] }] },
      rollout: { share: 101, mode: 'sometimes' },
      always: ['ann'],
      never: ['ann'],
      position: -1,
      active: 'yes',
      seed: '',
    });
    expect(problemsOf(wrong).sort()).toEqual([
      'empty name',
      'empty seed',
      'empty-group audience.groups.0',
      'listed-twice never',
      'no-such-version version',
      'share-out-of-range rollout.share',
      'unknown-mode rollout.mode',
      'wrong-position position',
      'wrong-type active',
    ]);
  });

  test('what must be given is asked for by name', () => {
    const bare = { name: undefined, version: undefined, audience: undefined, rollout: undefined };
    expect(problemsOf(create(bare))).toEqual([
      'missing name',
      'missing version',
      'missing audience',
      'missing rollout',
    ]);
    expect(problemsOf(create({ rollout: {} }))).toEqual(['missing rollout.share']);
    expect(problemsOf(create({ rollout: 10 }))).toEqual(['wrong-type rollout']);
  });

  test('a name is one line of 1 to 200 characters, trimmed', () => {
    const made = create({ name: '  Bot ' });
    expect(made.ok && made.value.deployment.name).toBe('Bot');
    expect(create({ name: 'x'.repeat(200) }).ok).toBe(true);
    expect(problemsOf(create({ name: 'x'.repeat(201) }))).toEqual(['too-long name']);
    expect(problemsOf(create({ name: 'a\0b' }))).toEqual(['control-character name']);
    expect(problemsOf(create({ name: 7 }))).toEqual(['wrong-type name']);
  });

  test.each([0, -1, 1.5, '2', null, 2 ** 60])('a version %j is refused', (version) => {
    expect(problemsOf(create({ version }))).toEqual(['wrong-version version']);
  });

  test('a pinned version must be published', () => {
    expect(create({ version: 3 }).ok).toBe(true);
    expect(problemsOf(create({ version: 4 }))).toEqual(['no-such-version version']);
  });

  test('cannot be active while nothing is published', () => {
    const nothing = { ...CONTEXT, latestVersion: 0 };
    expect(create({}, nothing).ok).toBe(true);
    expect(problemsOf(create({ active: true }, nothing))).toEqual(['nothing-published active']);
  });

  test('an audience that does not compile is never saved', () => {
    const audience = { groups: [{ name: 'g', rules: [{ segment: 'gone' }] }] };
    expect(problemsOf(create({ audience }))).toEqual([
      expect.stringMatching(/ audience\.groups\.0\.rules\.0/),
    ]);
  });

  test('lists hold every person once, and nobody stands on both', () => {
    const made = create({ always: ['ann@firm.com', 'Ann@Firm.com ', 'bob'] });
    expect(made.ok && made.value.deployment.always).toEqual(['ann@firm.com', 'bob']);
    expect(problemsOf(create({ always: ['Ann@Firm.com'], never: ['bob', 'ann@firm.com'] }))).toEqual([
      'listed-twice never',
    ]);
    expect(problemsOf(create({ always: 'ann' }))).toEqual(['wrong-type always']);
    expect(problemsOf(create({ never: ['bob', 7] }))).toEqual(['wrong-type never.1']);
  });
});

describe('editing a deployment', () => {
  test.each([
    [{ name: 'Other' }, 'name', 'Customer Support Bot', 'Other'],
    [{ version: 2 }, 'version', 'latest', 2],
    [{ rollout: { share: 25 } }, 'share', 10, 25],
    [{ rollout: { mode: 'follow' } }, 'mode', 'permanent', 'follow'],
    [{ always: ['ann'] }, 'always', [], ['ann']],
    [{ never: ['ann'] }, 'never', [], ['ann']],
    [{ position: 7 }, 'position', 1, 7],
    [{ active: false }, 'status', 'active', 'inactive'],
  ])('%j changes that field, says so, and names no act', (patch, field, before, after) => {
    const edited = edit(patch);
    expect(edited.ok && edited.value.changes).toEqual([{ field, before, after }]);
    expect(edited.ok && edited.value.acts).toEqual([]);
    expect(edited.ok && edited.value.deployment.actNumber).toBe(0);
  });

  test('the audience is replaced whole, the rollout merged field by field', () => {
    const edited = edit({ audience: { everyone: true }, rollout: { mode: 'follow' } });
    expect(edited.ok && edited.value.deployment).toMatchObject({
      audience: { everyone: true, groups: [] },
      rollout: { share: 1_000, mode: 'follow' },
    });
  });

  test('an empty edit, and one that says what is so already, change nothing', () => {
    const current = sampleDeployment();
    for (const patch of [
      {},
      { name: current.name, rollout: { share: 10 }, flowId: 'flow', seed: current.seed },
    ]) {
      expect(edit(patch)).toEqual({ ok: true, value: { deployment: current, acts: [], changes: [] } });
    }
  });

  test('flow, channel and seed stay as they are', () => {
    expect(problemsOf(edit({ flowId: 'f2', channelId: 'c2', seed: 's2' }))).toEqual([
      'fixed flowId',
      'fixed channelId',
      'fixed seed',
    ]);
  });

  test('a person may not come onto Never while on Always', () => {
    expect(problemsOf(edit({ never: ['ann'] }, KEEP, sampleDeployment({ always: ['ann'] })))).toEqual([
      'listed-twice never',
    ]);
  });

  test.each(NOT_SHARES)('DEC-13: a share of %j is refused, and nothing is changed', (share) => {
    expect(problemsOf(edit({ rollout: { share } }))).toEqual(['share-out-of-range rollout.share']);
  });

  test('null is not "not given"', () => {
    expect(problemsOf(edit({ name: null, rollout: null }))).toEqual([
      'wrong-type rollout',
      'wrong-type name',
    ]);
  });
});

describe('moving the share', () => {
  const acts = (from: number, to: number, options: Partial<EditOptions> = {}) => {
    const edited = edit({ rollout: { share: to } }, { ...KEEP, ...options }, sharing(from));
    if (!edited.ok) throw new Error(JSON.stringify(edited.problems));
    expect(edited.value.deployment.actNumber).toBe(edited.value.acts.length);
    return edited.value.acts;
  };

  test('up, below 100%: no act, unless those left out are invited', () => {
    expect(acts(25, 50)).toEqual([]);
    expect(acts(25, 50, { onRaise: 'invite' })).toEqual([{ n: 1, act: 'invite-again', share: 5_000 }]);
  });

  test('to 100% from below: the full launch, one act', () => {
    expect(acts(25, 100)).toEqual([{ n: 1, act: 'full-launch', include: true }]);
    expect(acts(25, 100, { onFull: 'keep' })).toEqual([{ n: 1, act: 'full-launch', include: false }]);
    expect(acts(25, 100, { onRaise: 'invite', onFull: 'keep' })).toEqual([
      { n: 1, act: 'full-launch', include: false },
    ]);
  });

  test('to 100% when it was there: nothing', () => expect(acts(100, 100)).toEqual([]));

  test('down, or not at all: nothing, whatever is asked', () => {
    expect(acts(50, 25, { onRaise: 'invite' })).toEqual([]);
    expect(acts(100, 99.99, { onRaise: 'invite' })).toEqual([]);
    expect(acts(50, 50, { onRaise: 'invite' })).toEqual([]);
  });

  test('acts are numbered on from the last one', () => {
    const current = sampleDeployment({ actNumber: 6 });
    const edited = edit({ rollout: { share: 100 } }, KEEP, current);
    expect(edited.ok && edited.value).toMatchObject({ deployment: { actNumber: 7 }, acts: [{ n: 7 }] });
  });
});
