/** The index leaves out only what cannot match, and it leaves out nearly all of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributesArbitrary, audienceArbitrary } from '../../test/fakes/audience-arbitraries.ts';
import { casesNow } from '../../test/fakes/operator-cases.ts';
import type { AttributeType, Audience, FilterGroup, Rule } from '../audience/audience.ts';
import type { JsonObject } from '../json.ts';
import { decide } from './decide.ts';
import type { Deployment, DeploymentWithActs } from './deployment.ts';
import { type ChannelPlan, compilePlan } from './plan.ts';
import { NO_SEGMENTS, samplePerson, sampleWithActs } from './sample.ts';

const planOf = (deployments: readonly DeploymentWithActs[], context = NO_SEGMENTS): ChannelPlan => {
  const plan = compilePlan(deployments, context);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
};

const groups = (...each: (readonly Rule[])[]): Audience => ({
  everyone: false,
  groups: each.map((rules, g): FilterGroup => ({ name: `G${g}`, rules })),
});

describe('decisions are those of asking every deployment in turn', () => {
  const ID = fc.constantFrom('ann', 'Bob@Firm.com', 'cem');
  const names = (ids: readonly string[], all: readonly string[]) =>
    fc.subarray([...all], { maxLength: ids.length });
  const listed = fc.record({
    always: fc.oneof(fc.constant([]), names(['1'], ['ann', ' bob@firm.com '])),
    never: fc.oneof(fc.constant([]), names(['1'], ['cem', 'ann'])),
  });
  const deployment = fc
    .record({
      lists: listed,
      audience: audienceArbitrary(['s1', 's2', 's3']),
      share: fc.constantFrom(0, 0, 5_000, 10_000),
      status: fc.constantFrom<Deployment['status']>('active', 'active', 'active', 'inactive'),
      position: fc.nat(3),
    })
    .map(({ lists, share, ...rest }) => ({
      ...lists,
      ...rest,
      rollout: { share, mode: 'permanent' as const },
    }));
  const type = fc.constantFrom<AttributeType | undefined>(
    undefined,
    'text',
    'number',
    'boolean',
    'date',
    'list',
  );
  const types = fc
    .record({ email: type, tags: type, 'custom.plan': type, 'company.size': type, signed_up: type })
    .map((given) => new Map(Object.entries(given).flatMap(([path, t]) => (t ? [[path, t] as const] : []))));

  test('whatever the plan and whoever the people', () => {
    fc.assert(
      fc.property(
        fc.array(deployment, { minLength: 5, maxLength: 14 }),
        fc.tuple(audienceArbitrary(['s2', 's3']), audienceArbitrary(['s3']), audienceArbitrary()),
        types,
        fc.array(
          fc.record({
            id: ID,
            keyed: fc.boolean(),
            more: fc.subarray(['ann', 'cem']),
            has: attributesArbitrary,
          }),
          { minLength: 1, maxLength: 6 },
        ),
        (given, [s1, s2, s3], declared, people) => {
          const segments = new Map([
            ['s1', s1],
            ['s2', s2],
            ['s3', s3],
          ]);
          const plan = planOf(
            given.map((one, i) => sampleWithActs({ ...one, id: `d${i}`, seed: `seed ${i}` })),
            { segments, types: declared },
          );
          const scanned: ChannelPlan = { ...plan, candidates: () => plan.deployments };
          for (const { id, keyed, more, has } of people) {
            const person = {
              id: keyed ? 'p1' : id,
              key: keyed ? id : null,
              identities: more,
              attributes: has,
            };
            const ask = (of: ChannelPlan) =>
              decide(of, person, new Map(), casesNow, 'conversation', { trace: false });
            expect(ask(plan)).toEqual(ask(scanned));
          }
        },
      ),
      { seed: 3, numRuns: 2_000 },
    );
  });

  test('parts of long texts are found among hundreds', () => {
    const letter = fc.constantFrom('a', 'b', '/', 'É', '7');
    const texts = fc.array(fc.string({ unit: letter, minLength: 1, maxLength: 5 }), {
      minLength: 9,
      maxLength: 60,
    });
    const operators = fc.constantFrom('contains', 'starts_with', 'ends_with', 'equals');
    fc.assert(
      fc.property(texts, operators, fc.string({ unit: letter, maxLength: 12 }), (values, operator, url) => {
        const plan = planOf(
          values.map((value, i) =>
            sampleWithActs({
              id: `d${i}`,
              audience: groups([{ attribute: 'page.url', operator, value }]),
              rollout: { share: 0, mode: 'permanent' },
            }),
          ),
        );
        for (const attributes of [{ page: { url } }, { page: { url: [url, 'b'] } }, { 'page.url': url }]) {
          const person = samplePerson('ann', { attributes });
          const found = new Set(plan.candidates(person));
          for (const one of plan.deployments) {
            if (one.audience.matches(attributes, 0)) expect(found).toContain(one);
          }
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('of a thousand deployments', () => {
  const thousand = (audience: (i: number) => Audience, context = NO_SEGMENTS) =>
    planOf(
      Array.from({ length: 1_000 }, (_, i) =>
        sampleWithActs({ id: `d${i}`, position: i, audience: audience(i) }),
      ),
      context,
    );
  const found = (plan: ChannelPlan, attributes: JsonObject) =>
    plan.candidates(samplePerson('ann', { attributes })).map(({ id }) => id);

  test('only those of the person’s own tag are asked, though all look at the same plan and another tag', () => {
    const plan = thousand((i) =>
      groups([
        { attribute: 'tags', operator: 'contains', value: 'customer' },
        { attribute: 'plan', operator: 'equals', value: i % 2 === 0 ? 'Premium' : 'Basic' },
        { attribute: 'tags', operator: 'contains', value: `T${i}` },
      ]),
    );
    expect(found(plan, { tags: ['customer', 't7', 'T900'], plan: 'premium' })).toEqual(['d7', 'd900']);
  });

  test('only those of the page the person is on', () => {
    const plan = thousand((i) =>
      groups([{ attribute: 'page.url', operator: 'contains', value: `/shop/${i}/` }]),
    );
    expect(found(plan, { page: { url: 'https://site.test/Shop/417/basket' } })).toEqual(['d417']);
  });

  test('each asked for an attribute of its own: a person with one of them is asked once', () => {
    const plan = thousand((i) => groups([{ attribute: `custom.a${i}`, operator: 'equals', value: true }]));
    expect(found(plan, { custom: { a5: true, a6: false, b: 1 }, 'custom.a8': true })).toEqual(['d5', 'd8']);
  });

  test('a segment of theirs all is looked up once for all, and not at all by who is not in it', () => {
    const segments = new Map([['vip', groups([{ attribute: 'tags', operator: 'contains', value: 'VIP' }])]]);
    const plan = thousand(() => groups([{ segment: 'vip' }]), { ...NO_SEGMENTS, segments });
    expect(found(plan, { tags: ['vip'] })).toHaveLength(1_000);
    expect(found(plan, { tags: ['new'] })).toEqual([]);
  });

  test('a rule that cannot be looked up keeps its deployment in, at its place', () => {
    const plan = thousand((i) =>
      groups([
        i === 500
          ? { attribute: 'age', operator: 'at_least', value: 18 }
          : { attribute: 'id', operator: 'equals', value: i },
      ]),
    );
    expect(found(plan, { id: 501 })).toEqual(['d500', 'd501']);
    expect(found(plan, { id: 499 })).toEqual(['d499', 'd500']);
  });

  test('people on Always and Never lists are found without matching', () => {
    const plan = planOf(
      Array.from({ length: 1_000 }, (_, i) =>
        sampleWithActs({
          id: `d${i}`,
          position: i,
          always: i === 3 ? ['ann'] : [],
          never: i === 1 ? ['Ann@firm.com'] : [],
        }),
      ),
    );
    const ann = samplePerson('ann', { identities: ['ann@FIRM.com'], attributes: {} });
    expect(plan.candidates(ann).map(({ id }) => id)).toEqual(['d1', 'd3']);
  });
});
