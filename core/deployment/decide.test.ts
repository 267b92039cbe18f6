import { describe, expect, test } from 'vitest';
import { DAY, fakeClock, toIso } from '../instant.ts';
import type { Act } from '../rollout/acts.ts';
import { type Draw, drawNumber } from '../rollout/draw.ts';
import { decide, unavailable } from './decide.ts';
import type { Deployment, DeploymentWithActs } from './deployment.ts';
import type { PersonFacts } from './person.ts';
import { compilePlan } from './plan.ts';
import { NO_SEGMENTS, sampleDeployment, sampleKey, samplePerson, sampleWithActs } from './sample.ts';

const clock = fakeClock();
const NOW = clock.now();
const NO_DRAWS: ReadonlyMap<string, Draw> = new Map();

const planOf = (...deployments: readonly DeploymentWithActs[]) => {
  const plan = compilePlan(deployments, NO_SEGMENTS);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
};

/** One new conversation of a person on a channel with these deployments. */
const ask = (
  deployments: readonly DeploymentWithActs[],
  person: PersonFacts,
  draws: readonly Draw[] = [],
  now = NOW,
) => {
  const stored = new Map(draws.map((draw) => [draw.deploymentId, draw]));
  return decide(planOf(...deployments), person, stored, now, 'conversation');
};

const at = (share: number, given: Partial<Deployment> = {}, acts: readonly Act[] = []) =>
  sampleWithActs({ rollout: { share: share * 100, mode: 'permanent' }, ...given }, acts);
const follow = (share: number, acts: readonly Act[] = []) =>
  sampleWithActs({ rollout: { share: share * 100, mode: 'follow' } }, acts);

/** Ann's number is between 40 and 45; Lou's is under 5. */
const ann = samplePerson(sampleKey(40, 45));
const lou = samplePerson(sampleKey(0, 5));
const nobody = samplePerson('x', { key: null });
const stranger = samplePerson(lou.id, { attributes: { tags: ['guest'] } });

/** Decides at a share and gives back what was drawn, as the server stores it. */
const drawAt = (share: number, person: PersonFacts): readonly Draw[] => ask([at(share)], person).newDraws;

describe('a new person', () => {
  test('under the share is drawn in, pinned to the newest version, and the draw is handed out to be stored', () => {
    const { decision, newDraws } = ask([at(10)], lou);
    const u32 = drawNumber(sampleDeployment().seed, lou.id);
    expect(decision).toMatchObject({
      outcome: 'bot',
      deploymentId: 'd1',
      versionNumber: 3,
      reason: 'drawn-in',
      draw: { u32, share: 10, drawnAt: toIso(NOW), stored: false },
    });
    expect(newDraws).toEqual([
      {
        deploymentId: 'd1',
        generation: 1,
        person: lou.id,
        u32,
        share: 1_000,
        act: 0,
        at: NOW,
        purpose: 'conversation',
        method: 'murmur3-x86-32/1',
      },
    ]);
  });

  test('at or above the share is drawn out, and that is stored too', () => {
    const { decision, newDraws } = ask([at(25)], ann);
    expect(decision).toMatchObject({
      outcome: 'none',
      reason: 'drawn-out',
      draw: { share: 25, stored: false },
    });
    expect(decision).not.toHaveProperty('deploymentId');
    expect(newDraws).toHaveLength(1);
  });

  test('who does not match is not drawn at all', () => {
    const { decision, newDraws } = ask([at(100)], stranger);
    expect(decision).toMatchObject({ outcome: 'none', reason: 'audience' });
    expect(decision).not.toHaveProperty('draw');
    expect(newDraws).toEqual([]);
  });

  test('at 100% is in by the full launch, and drawn at share 100', () => {
    const { decision, newDraws } = ask([at(100)], ann);
    expect(decision).toMatchObject({ outcome: 'bot', reason: 'full-launch', draw: { share: 100 } });
    expect(newDraws[0]?.share).toBe(10_000);
  });

  test('at 0% is out', () => expect(ask([at(0)], lou).decision.reason).toBe('drawn-out'));
});

describe('someone drawn before', () => {
  test('DEC-01: out at 25% stays out when the share is raised to 50%', () => {
    const { decision, newDraws } = ask([at(50)], ann, drawAt(25, ann));
    expect(decision).toMatchObject({
      outcome: 'none',
      reason: 'drawn-out',
      draw: { share: 25, stored: true },
    });
    expect(newDraws).toEqual([]);
    // A mere threshold would say otherwise: the same person, never drawn, gets in.
    expect(ask([at(50)], ann).decision.outcome).toBe('bot');
  });

  test('DEC-02: in at 50% stays in when the share is lowered to 10%, and to 0', () => {
    for (const share of [10, 0]) {
      const { decision } = ask([at(share)], ann, drawAt(50, ann));
      expect(decision).toMatchObject({
        outcome: 'bot',
        reason: 'drawn-in',
        draw: { share: 50, stored: true },
      });
    }
  });

  test('who no longer matches does not get the bot, keeps the draw, and gets it back on matching again', () => {
    const draws = drawAt(50, ann);
    const demoted = { ...ann, attributes: { tags: [] } };
    expect(ask([at(50)], demoted, draws).decision.reason).toBe('audience');
    expect(ask([at(50)], ann, draws).decision.reason).toBe('drawn-in');
  });

  test('is let in by the full launch, also when the share is lowered later', () => {
    const launch: Act = { n: 1, act: 'full-launch', include: true };
    for (const share of [100, 10]) {
      expect(ask([at(share, {}, [launch])], ann, drawAt(25, ann)).decision).toMatchObject({
        outcome: 'bot',
        reason: 'full-launch',
      });
    }
  });

  test('stays out at 100% when the launch was to keep people out', () => {
    const launch: Act = { n: 1, act: 'full-launch', include: false };
    expect(ask([at(100, {}, [launch])], ann, drawAt(25, ann)).decision.reason).toBe('drawn-out');
  });

  test('is "full launch" only because of 100%: drawn at it, not merely met again at it', () => {
    expect(ask([at(10)], ann, drawAt(100, ann)).decision.reason).toBe('full-launch');
    const launch: Act = { n: 1, act: 'full-launch', include: true };
    expect(ask([at(100, {}, [launch])], lou, drawAt(10, lou)).decision.reason).toBe('drawn-in');
  });

  test('invited again is drawn in, not launched', () => {
    const invited = [at(50, {}, [{ n: 1, act: 'invite-again', share: 5_000 }])];
    expect(ask(invited, ann, drawAt(25, ann)).decision.reason).toBe('drawn-in');
  });

  test('after everyone is redrawn, the old draw does not count and a new one is made', () => {
    const redrawn = at(50, { generation: 2, seed: 'another-seed' }, [{ n: 1, act: 'redraw-everyone' }]);
    const { decision, newDraws } = ask([redrawn], ann, drawAt(25, ann));
    expect(decision.draw?.stored).toBe(false);
    expect(newDraws).toMatchObject([{ generation: 2, act: 1, u32: drawNumber('another-seed', ann.id) }]);
  });
});

describe('someone put in or left out by name', () => {
  test('before being drawn: the act holds when they come', () => {
    expect(ask([at(10, {}, [{ n: 1, act: 'put-in', person: ann.id }])], ann).decision).toMatchObject({
      outcome: 'bot',
      reason: 'drawn-in',
      draw: { stored: false },
    });
    const left = [at(10, {}, [{ n: 1, act: 'leave-out', person: lou.id }])];
    expect(ask(left, lou).decision.reason).toBe('drawn-out');
  });

  test('put in beats the draw, not the audience', () => {
    const put = [at(10, {}, [{ n: 1, act: 'put-in', person: stranger.id }])];
    expect(ask(put, stranger).decision.reason).toBe('audience');
  });
});

describe('Always and Never', () => {
  test('Always beats audience and draw, and nothing is drawn', () => {
    const { decision, newDraws } = ask([at(0, { always: [stranger.id] })], stranger);
    expect(decision).toMatchObject({ outcome: 'bot', reason: 'always', versionNumber: 3 });
    expect(decision).not.toHaveProperty('draw');
    expect(newDraws).toEqual([]);
  });

  test('Never goes to the next deployment, and nothing is drawn', () => {
    const { decision, newDraws } = ask([at(100, { never: [ann.id] })], ann);
    expect(decision).toMatchObject({
      outcome: 'none',
      reason: 'never',
      trace: [{ reason: 'never', audience: [] }],
    });
    expect(newDraws).toEqual([]);
  });

  test('know a person by any identity, an email in any case', () => {
    const known = { ...ann, identities: [ann.id, 'device-7', 'ann@firm.com'] };
    expect(ask([at(0, { always: ['Ann@Firm.com'] })], known).decision.reason).toBe('always');
    expect(ask([at(0, { always: ['device-7'] })], known).decision.reason).toBe('always');
    expect(ask([at(100, { never: ['DEVICE-7'] })], known).decision.reason).toBe('full-launch');
  });

  test('Always wins when two identities of one person stand on both', () => {
    const known = { ...ann, identities: ['a', 'b'] };
    expect(ask([at(0, { always: ['a'], never: ['b'] })], known).decision.reason).toBe('always');
  });
});

describe('someone without a stable id', () => {
  test('is out below 100% and nothing is stored', () => {
    const { decision, newDraws } = ask([at(99.99)], nobody);
    expect(decision).toMatchObject({ outcome: 'none', reason: 'no-stable-id' });
    expect(newDraws).toEqual([]);
  });

  test('is in at the full launch, without a draw', () => {
    const { decision, newDraws } = ask([at(100)], nobody);
    expect(decision).toMatchObject({ outcome: 'bot', reason: 'full-launch' });
    expect(decision).not.toHaveProperty('draw');
    expect(newDraws).toEqual([]);
  });
});

describe('mode follow', () => {
  test('compares the same number with the share of today, both ways', () => {
    expect(ask([follow(50)], ann, drawAt(25, ann)).decision.reason).toBe('drawn-in');
    expect(ask([follow(25)], ann, drawAt(50, ann)).decision.reason).toBe('drawn-out');
    expect(ask([follow(100)], ann, drawAt(25, ann)).decision.reason).toBe('full-launch');
  });

  test('stores draws all the same, and ignores acts', () => {
    const { decision, newDraws } = ask([follow(10, [{ n: 1, act: 'put-in', person: ann.id }])], ann);
    expect(decision.reason).toBe('drawn-out');
    expect(newDraws).toMatchObject([{ share: 1_000, act: 1 }]);
  });
});

describe('versions', () => {
  test('latest is the newest published one, pinned is the one chosen', () => {
    expect(ask([at(100)], ann).decision.versionNumber).toBe(3);
    expect(ask([at(100, { version: 2 })], ann).decision.versionNumber).toBe(2);
  });
});

describe('several deployments', () => {
  const first = { id: 'first', position: 1 };
  const second = { id: 'second', position: 2, seed: '0a1b2c3d4e5f60718293a4b5c6d7e8f9' };

  test('are asked in order, and the trace stops at the winner', () => {
    const third = { id: 'third', position: 3 };
    const { decision, newDraws } = ask([at(100, third), at(100, second), at(0, first)], ann);
    expect(decision).toMatchObject({ deploymentId: 'second', reason: 'full-launch' });
    expect(decision.trace.map(({ deploymentId, reason }) => [deploymentId, reason])).toEqual([
      ['first', 'drawn-out'],
      ['second', 'full-launch'],
    ]);
    expect(newDraws.map((draw) => draw.deploymentId)).toEqual(['first', 'second']);
  });

  test('only active ones are asked', () => {
    const others = [at(100, { status: 'inactive' }), at(100, { status: 'winding-down' })];
    expect(ask(others, ann)).toEqual({
      decision: { outcome: 'none', reason: 'no-active-deployment', trace: [] },
      newDraws: [],
    });
  });

  const everyone = { everyone: true, groups: [] };
  const out = at(0, { ...first, audience: everyone });
  const unmatched = at(100, { id: 'unmatched', audience: { everyone: false, groups: [] } });
  const excluded = at(100, { id: 'excluded', never: [ann.id, 'x'] });

  test('with no winner, the reason is the first present of drawn-out, no-stable-id, audience, never', () => {
    expect(ask([excluded, unmatched, out], ann).decision).toMatchObject({
      reason: 'drawn-out',
      draw: { share: 0 },
    });
    const keyless = { ...ann, key: null };
    expect(ask([excluded, unmatched, out], keyless).decision.reason).toBe('no-stable-id');
    expect(ask([excluded, unmatched], ann).decision.reason).toBe('audience');
    expect(ask([excluded], ann).decision.reason).toBe('never');
  });

  test('the draw shown is that of the first deployment that left the person out', () => {
    const { decision } = ask([at(0, first), at(1, second)], ann);
    expect(decision.draw?.share).toBe(0);
  });
});

test('the trace says of every rule what was found', () => {
  expect(ask([at(10)], lou).decision.trace).toEqual([
    {
      deploymentId: 'd1',
      reason: 'drawn-in',
      audience: [
        {
          group: 'VIP customers',
          pass: true,
          rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP', found: ['VIP'], pass: true }],
        },
      ],
    },
  ]);
});

test('dates in an audience are seen from the moment of the decision', () => {
  const recent = at(100, {
    audience: {
      everyone: false,
      groups: [
        {
          name: 'New',
          rules: [{ attribute: 'signed_up', operator: 'within_last', value: { n: 2, unit: 'days' } }],
        },
      ],
    },
  });
  const person = { ...ann, attributes: { signed_up: toIso(NOW) } };
  expect(ask([recent], person).decision.outcome).toBe('bot');
  expect(ask([recent], person, [], NOW + 3 * DAY).decision.reason).toBe('audience');
});

test('DEC-12: when no decision can be made the answer is no bot, and nothing is drawn', () => {
  expect(unavailable()).toEqual({
    decision: { outcome: 'none', reason: 'unavailable', trace: [] },
    newDraws: [],
  });
});

test('a decision does not remember the one before', () => {
  const plan = planOf(at(10));
  const once = decide(plan, lou, NO_DRAWS, NOW, 'visit');
  decide(plan, ann, NO_DRAWS, NOW + DAY, 'visit');
  expect(decide(plan, lou, NO_DRAWS, NOW, 'visit')).toEqual(once);
});
