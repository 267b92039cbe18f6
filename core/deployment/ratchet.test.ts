import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Act } from '../rollout/acts.ts';
import { type Draw, drawNumber } from '../rollout/draw.ts';
import { type ActRequest, applyAct } from './act.ts';
import { decide } from './decide.ts';
import type { Deployment } from './deployment.ts';
import { type DeploymentPatch, type EditOptions, editDeployment } from './edit.ts';
import { compilePlan } from './plan.ts';
import { NO_SEGMENTS, sampleDeployment, samplePerson } from './sample.ts';

/** The ratchet law, held against a naive model that rewrites everybody's result whenever an act says so. */
const NAMES = ['ann', 'bob', 'cem', 'dee', 'eva', 'fay', 'gus', 'hal'] as const;
const KEEP: EditOptions = { onRaise: 'keep', onFull: 'include' };
const CONTEXT = { latestVersion: 9, audience: NO_SEGMENTS };
const EVERYONE = { everyone: true, groups: [] };

type Command =
  | { readonly do: 'meet'; readonly person: string }
  | { readonly do: 'edit'; readonly patch: DeploymentPatch; readonly options: EditOptions }
  | { readonly do: 'share'; readonly share: number; readonly options: EditOptions }
  | { readonly do: 'act'; readonly act: Act['act']; readonly share: number; readonly person: string };

const person = fc.constantFrom(...NAMES);
const percent = fc.oneof(
  fc.constantFrom(0, 10, 25, 50, 100),
  fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100),
);
const options: fc.Arbitrary<EditOptions> = fc.record({
  onRaise: fc.constantFrom('keep', 'invite'),
  onFull: fc.constantFrom('include', 'keep'),
});
/** Every edit that has no business with draws. */
const idlePatch: fc.Arbitrary<DeploymentPatch> = fc.oneof(
  fc.constantFrom('Bot', 'Support', 'Bot v2.1').map((name) => ({ name })),
  fc.constantFrom('latest', 1, 2, 9).map((version) => ({ version })),
  fc.constantFrom(EVERYONE, { groups: [] }).map((audience) => ({ audience })),
  fc.boolean().map((active) => ({ active })),
  fc.nat(9).map((position) => ({ position })),
  person.map((who) => ({ always: [who], never: [] })),
);
const meet: fc.Arbitrary<Command> = person.map((who) => ({ do: 'meet', person: who }));
const shareMove: fc.Arbitrary<Command> = fc.record({ do: fc.constant('share'), share: percent, options });
const idleEdit: fc.Arbitrary<Command> = fc.record({ do: fc.constant('edit'), patch: idlePatch, options });
const named: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('act'),
  act: fc.constantFrom('invite-again', 'take-back', 'put-in', 'leave-out', 'redraw-everyone'),
  share: percent,
  person,
});
const story = fc.array(fc.oneof({ weight: 4, arbitrary: meet }, shareMove, idleEdit, named), {
  maxLength: 30,
});

type Results = ReadonlyMap<string, 'in' | 'out'>;
type World = { readonly deployment: Deployment; readonly acts: readonly Act[]; readonly draws: Draws };
type Draws = ReadonlyMap<string, Draw>;

const begin = (share: number): World => ({
  deployment: sampleDeployment({ name: 'Bot', audience: EVERYONE, rollout: { share, mode: 'permanent' } }),
  acts: [],
  draws: new Map(),
});

/** Asks the real decision, as if the audience matched and nobody were listed: what is left is the draw. */
const ask = (world: World, who: string) => {
  const bare: Deployment = {
    ...world.deployment,
    audience: EVERYONE,
    status: 'active',
    always: [],
    never: [],
  };
  const plan = compilePlan([{ deployment: bare, acts: world.acts, latestVersion: 9 }], NO_SEGMENTS);
  if (!plan.ok) throw new Error('the plan must compile');
  const draw = world.draws.get(who);
  const draws = new Map(draw === undefined ? [] : [['d1', draw]]);
  return decide(plan.value, samplePerson(who), draws, 0, 'conversation');
};

const isIn = (world: World, who: string): 'in' | 'out' =>
  ask(world, who).decision.outcome === 'bot' ? 'in' : 'out';

/** What is on record: people drawn in this generation. */
const recorded = (world: World): readonly string[] =>
  NAMES.filter((who) => world.draws.get(who)?.generation === world.deployment.generation);

/** Only the fields that the act reads: any other is refused. */
const requestOf = (
  { act, share, person: who }: Extract<Command, { do: 'act' }>,
  confirm: string,
): ActRequest => {
  if (act === 'redraw-everyone') return { act, confirm };
  return act === 'put-in' || act === 'leave-out' ? { act, person: who } : { act, share };
};

const perform = (world: World, command: Command, step: number): World => {
  if (command.do === 'meet') {
    const [fresh] = ask(world, command.person).newDraws;
    return fresh === undefined ? world : { ...world, draws: new Map(world.draws).set(command.person, fresh) };
  }
  if (command.do === 'act') {
    const acted = applyAct(world.deployment, requestOf(command, world.deployment.name), `seed-${step}`);
    // Inviting above today's share is refused, and changes nothing.
    if (!acted.ok) return world;
    return { ...world, deployment: acted.value.deployment, acts: [...world.acts, acted.value.act] };
  }
  const patch = command.do === 'edit' ? command.patch : { rollout: { share: command.share } };
  const edited = editDeployment(world.deployment, patch, command.options, CONTEXT);
  if (!edited.ok) throw new Error(JSON.stringify(edited.problems));
  return { ...world, deployment: edited.value.deployment, acts: [...world.acts, ...edited.value.acts] };
};

const part = (seed: string, who: string): number => drawNumber(seed, who) / 2 ** 32;

/** The model: results are rewritten one by one, eagerly, in plain arithmetic. */
const rewrite = (results: Results, before: World, after: World, command: Command): Results => {
  const next = new Map(results);
  const share = before.deployment.rollout.share / 10_000;
  const number = (who: string) => part(before.deployment.seed, who);
  if (command.do === 'meet' && !next.has(command.person)) {
    next.set(command.person, number(command.person) < share ? 'in' : 'out');
  }
  if (command.do === 'share') {
    const to = after.deployment.rollout.share / 10_000;
    const lets = to === 1 ? command.options.onFull === 'include' : command.options.onRaise === 'invite';
    if (to > share && lets) for (const who of results.keys()) if (number(who) < to) next.set(who, 'in');
  }
  if (command.do !== 'act') return next;
  const border = command.share / 100;
  if (command.act === 'put-in') next.set(command.person, 'in');
  if (command.act === 'leave-out') next.set(command.person, 'out');
  if (command.act === 'redraw-everyone') next.clear();
  if (command.act === 'take-back') {
    for (const who of results.keys()) if (number(who) >= border) next.set(who, 'out');
  }
  if (command.act === 'invite-again' && border <= share) {
    for (const who of results.keys()) if (number(who) < border) next.set(who, 'in');
  }
  return next;
};

describe('the ratchet law', () => {
  test('every named act changes exactly those it says, and nothing else ever changes a result', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), story, (share, commands) => {
        let world = begin(share);
        let model: Results = new Map();
        commands.forEach((command, step) => {
          const before = world;
          world = perform(before, command, step);
          model = rewrite(model, before, world, command);
          for (const [who, result] of model) expect(isIn(world, who), `${who} at step ${step}`).toBe(result);
          if (world.acts.length > before.acts.length) return;
          for (const who of recorded(before)) expect(isIn(world, who)).toBe(isIn(before, who));
        });
      }),
      { seed: 21, numRuns: 1_500 },
    );
  });

  test('moving the share, without asking for more, never evicts anyone', () => {
    fc.assert(
      fc.property(percent, fc.array(fc.oneof(meet, shareMove), { maxLength: 30 }), (first, commands) => {
        let world = begin(Math.round(first * 100));
        commands.forEach((command, step) => {
          const insiders = recorded(world).filter((who) => isIn(world, who) === 'in');
          world = perform(world, command, step);
          for (const who of insiders) expect(isIn(world, who)).toBe('in');
        });
      }),
      { seed: 22, numRuns: 1_000 },
    );
  });

  test('without an act, all a person ever sees is their first draw', () => {
    fc.assert(
      fc.property(percent, percent, fc.array(idleEdit, { maxLength: 10 }), (first, then, edits) => {
        const drawn = perform(begin(Math.round(first * 100)), { do: 'meet', person: 'ann' }, 0);
        const result = isIn(drawn, 'ann');
        // Reaching 100% is an act unless it was there before; anything below is none.
        const share = Math.min(then, 99.99);
        let world = perform(drawn, { do: 'share', share, options: KEEP }, 1);
        for (const edit of edits) world = perform(world, edit, 2);
        expect(world.acts).toEqual([]);
        expect(isIn(world, 'ann')).toBe(result);
      }),
      { seed: 23, numRuns: 1_000 },
    );
  });

  test("in mode follow, everyone stands as their number and today's share say, whatever went before", () => {
    fc.assert(
      fc.property(story, (commands) => {
        let world = begin(2_500);
        commands.forEach((command, step) => {
          world = perform(world, command, step);
        });
        const { share } = world.deployment.rollout;
        const following = {
          ...world,
          deployment: { ...world.deployment, rollout: { share, mode: 'follow' as const } },
        };
        for (const who of NAMES) {
          expect(isIn(following, who)).toBe(part(world.deployment.seed, who) < share / 10_000 ? 'in' : 'out');
        }
      }),
      { seed: 24, numRuns: 1_000 },
    );
  });

  test('after redrawing everyone, old draws do not count: the world is as new', () => {
    fc.assert(
      fc.property(story, (commands) => {
        let world = begin(2_500);
        commands.forEach((command, step) => {
          world = perform(world, command, step);
        });
        const again: Command = { do: 'act', act: 'redraw-everyone', share: 0, person: 'ann' };
        const redrawn = perform(world, again, 99);
        for (const who of NAMES) {
          const { decision, newDraws } = ask(redrawn, who);
          expect(newDraws).toHaveLength(1);
          const { seed, rollout } = redrawn.deployment;
          expect(decision.outcome === 'bot').toBe(part(seed, who) < rollout.share / 10_000);
        }
      }),
      { seed: 25, numRuns: 1_000 },
    );
  });
});
