import { HOUR } from '@sluice/core/instant';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweep } from '../../server/runner/sweep.ts';
import { JOURNEY_KEY, type Journey, startJourney } from '../fakes/journey.ts';
import { type Send, sendInto, type Visitor, visitorOf } from '../fakes/site.ts';
import { type FakeSluice, secondNode } from '../fakes/sluice.ts';
import { type Deployed, deploy, publish, talk } from '../fakes/talk.ts';

const PEOPLE = 4;
const QUESTIONS = 4;
const RUNS = Number(process.env.SLUICE_RUNS ?? 15);

let sluice: Journey;
let second: FakeSluice;
/** Which of the two servers on the database is called: what one of them remembers must not matter. */
let called: FakeSluice;
beforeAll(async () => {
  sluice = await startJourney();
  second = await secondNode(sluice);
  called = sluice;
});
afterAll(async () => {
  await second?.close();
  await sluice?.close();
});

const send: Send = (...call) => sendInto(called)(...call);

const person = fc.nat({ max: PEOPLE - 1 });
const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('open' as const), who: person }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('message' as const), who: person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('duplicate' as const), who: person }) },
  { weight: 2, arbitrary: fc.constant({ do: 'publish' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('share' as const), percent: fc.constantFrom(0, 10, 50, 90, 100) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('activate' as const, 'deactivate' as const) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'wind-down' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'other-server' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), hours: fc.constantFrom(1, 13, 30) }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** What the specification says of one conversation. */
type Conversation = {
  readonly id: string;
  readonly version: number;
  readonly said: string[];
  answered: number;
  status: 'waiting' | 'completed' | 'abandoned';
  /** When silence has lasted 24 hours. */
  due: number;
};

/** What the specification says of one person: drawn once, in or out, until a full launch. */
type Person = {
  readonly visitor: Visitor;
  isIn: boolean | null;
  conversations: Conversation[];
  sent: number;
  last: {
    readonly id: string;
    readonly conversation: string;
    readonly text: string;
    readonly answer: unknown;
  } | null;
};

type World = {
  readonly deployed: Deployed;
  readonly people: readonly Person[];
  version: number;
  share: number;
  status: 'active' | 'inactive' | 'winding-down';
};

const running = ({ conversations }: Person): Conversation | undefined =>
  conversations.find(({ status }) => status === 'waiting');

const texts = (messages: readonly { markdown?: string | undefined }[]): readonly string[] =>
  messages.map(({ markdown }) => markdown ?? '');

const open = async (world: World, one: Person): Promise<void> => {
  const opened = await one.visitor.open();
  const before = running(one);
  if (before) {
    expect(opened?.id, 'the open conversation is resumed').toBe(before.id);
    expect(texts(opened?.messages ?? [])).toEqual(before.said);
    return;
  }
  if (world.status !== 'active') {
    expect(opened, 'nothing new begins').toBeNull();
    return;
  }
  const got = opened !== null;
  if (one.isIn !== null) expect(got, 'no result changes without a named act').toBe(one.isIn);
  if (world.share === 0 && one.isIn === null) expect(got).toBe(false);
  if (world.share === 100) expect(got).toBe(true);
  one.isIn = got;
  if (!opened) return;
  expect(texts(opened.messages)).toEqual([`v${world.version}: question 1`]);
  one.conversations.push({
    id: opened.id,
    version: world.version,
    said: [...texts(opened.messages)],
    answered: 0,
    status: 'waiting',
    due: sluice.clock.now() + 24 * HOUR,
  });
};

const message = async (world: World, one: Person): Promise<void> => {
  const conversation = one.conversations.at(-1);
  if (!conversation) return open(world, one);
  one.sent += 1;
  const sent = { id: `m${one.sent}`, text: `words ${one.sent}` };
  const { status, body } = await one.visitor.message(conversation.id, sent);
  if (conversation.status !== 'waiting') {
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'conversation-ended' });
    return;
  }
  expect(status).toBe(200);
  conversation.said.push(sent.text);
  one.last = { ...sent, conversation: conversation.id, answer: body };
  if (world.status === 'inactive') {
    expect(body, 'no answer while inactive').toEqual({ messages: [], awaiting: null, status: 'inactive' });
    return;
  }
  conversation.answered += 1;
  const isLast = conversation.answered === QUESTIONS;
  const next = `v${conversation.version}: ${isLast ? 'bye' : `question ${conversation.answered + 1}`}`;
  expect(texts(body.messages), 'the version it began on').toEqual([next]);
  conversation.said.push(next);
  conversation.due = sluice.clock.now() + 24 * HOUR;
  if (isLast) conversation.status = 'completed';
  expect(body.status).toBe(isLast ? 'completed' : 'waiting');
};

const duplicate = async (one: Person): Promise<void> => {
  if (!one.last) return;
  const { conversation, id, text, answer } = one.last;
  const again = await one.visitor.message(conversation, { id, text });
  expect(again.body, 'the same message, the same answer').toEqual(answer);
};

/** Time passes, and what is due is done; deadlines of an inactive deployment are held. */
const pass = async (world: World, hours: number): Promise<void> => {
  sluice.clock.advance(hours * HOUR);
  await sweep(called.runner);
  if (world.status === 'inactive') return;
  for (const one of world.people) {
    const conversation = running(one);
    if (conversation && conversation.due <= sluice.clock.now()) conversation.status = 'abandoned';
  }
};

const setShare = async (world: World, share: number): Promise<void> => {
  await world.deployed.api('PATCH', `/deployments/${world.deployed.deploymentId}`, { rollout: { share } });
  // The one act among these: everyone left out so far is in.
  if (share === 100 && world.share < 100)
    for (const one of world.people) if (one.isIn === false) one.isIn = true;
  world.share = share;
};

const change = async (world: World, to: 'activate' | 'deactivate' | 'wind-down'): Promise<void> => {
  const path = `/api/v1/deployments/${world.deployed.deploymentId}/${to}`;
  const { status } = await send('POST', path, {}, { authorization: `Bearer ${JOURNEY_KEY}` });
  if (status !== 200) return expect([to, status, world.status]).toEqual(['wind-down', 409, 'inactive']);
  // Held while it was inactive, everybody has the whole time to reply again.
  if (to === 'activate' && world.status === 'inactive')
    for (const one of world.people) {
      const conversation = running(one);
      if (conversation) conversation.due = sluice.clock.now() + 24 * HOUR;
    }
  world.status = to === 'activate' ? 'active' : to === 'deactivate' ? 'inactive' : 'winding-down';
};

const live = async (world: World, next: Command): Promise<void> => {
  const one = 'who' in next ? world.people[next.who] : undefined;
  if (next.do === 'open' && one) await open(world, one);
  else if (next.do === 'message' && one) await message(world, one);
  else if (next.do === 'duplicate' && one) await duplicate(one);
  else if (next.do === 'publish')
    world.version = await publish(world.deployed, talk(`v${world.version + 1}`, QUESTIONS));
  else if (next.do === 'share') await setShare(world, next.percent);
  else if (next.do === 'other-server') called = called === sluice ? second : sluice;
  else if (next.do === 'pass') await pass(world, next.hours);
  else if (next.do === 'activate' || next.do === 'deactivate' || next.do === 'wind-down')
    await change(world, next.do);
};

const remembersEverything = async ({ deployed, people }: World): Promise<void> => {
  for (const conversation of people.flatMap(({ conversations }) => conversations)) {
    const recorded = await deployed.api('GET', `/conversations/${conversation.id}`);
    expect(texts(recorded.messages), 'nothing lost, nothing said twice').toEqual(conversation.said);
    expect(recorded.versionNumber).toBe(conversation.version);
    if (recorded.status !== 'inactive') expect(recorded.status).toBe(conversation.status);
  }
};

describe('ENG-26: whatever people and editors do, in any order', () => {
  it('one version a conversation, no flip, no lost message, no answer while inactive', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 30, maxLength: 60, size: 'max' }), async (commands) => {
        const deployed = await deploy(send, JOURNEY_KEY, talk('v1', QUESTIONS), {
          rollout: { share: 50 },
        });
        const world: World = {
          deployed,
          people: Array.from({ length: PEOPLE }, () => ({
            visitor: visitorOf(send, deployed.channelKey),
            isIn: null,
            conversations: [],
            sent: 0,
            last: null,
          })),
          version: 1,
          share: 50,
          status: 'active',
        };
        for (const one of world.people) await open(world, one);
        for (const next of commands) await live(world, next);
        await remembersEverything(world);
      }),
      { numRuns: RUNS, seed: 20_261_123 },
    );
  });
});
