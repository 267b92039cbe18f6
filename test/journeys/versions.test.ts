import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JOURNEY_KEY, type Journey, startJourney } from '../fakes/journey.ts';
import { each, visitorOf } from '../fakes/site.ts';
import { type Deployed, deploy, EVERYONE, publish, talk } from '../fakes/talk.ts';

let sluice: Journey;
beforeAll(async () => {
  sluice = await startJourney();
});
afterAll(() => sluice?.close());

const onFresh = (deployment: Readonly<Record<string, unknown>> = {}, questions = 3): Promise<Deployed> =>
  deploy(sluice.send, JOURNEY_KEY, talk('v1', questions), deployment);

const someone = ({ channelKey }: Deployed) => {
  const visitor = visitorOf(sluice.send, channelKey);
  let sent = 0;
  return {
    ...visitor,
    /** Begins a conversation; gives its first words. */
    begin: async (): Promise<{ readonly id: string; readonly says: string | undefined }> => {
      const conversation = await visitor.open({ restart: true });
      return { id: conversation?.id ?? '', says: conversation?.messages.at(-1)?.markdown };
    },
    answer: async (id: string): Promise<string | undefined> => {
      sent += 1;
      return (await visitor.say(id, { id: `m${sent}`, text: `answer ${sent}` })).messages.at(-1)?.markdown;
    },
  };
};

describe('a new version published in mid-conversation', () => {
  it('with the policy latest: the conversation ends on the old one, the next begins on the new one', async () => {
    const deployed = await onFresh();
    const ann = someone(deployed);
    const first = await ann.begin();
    expect(await ann.answer(first.id)).toBe('v1: question 2');
    expect(await publish(deployed, talk('v2'))).toBe(2);
    expect(await ann.answer(first.id)).toBe('v1: question 3');
    expect(await ann.answer(first.id)).toBe('v1: bye');
    const second = await ann.begin();
    expect(second.says).toBe('v2: question 1');
    expect((await deployed.api('GET', `/conversations/${first.id}`)).versionNumber).toBe(1);
    expect((await deployed.api('GET', `/conversations/${second.id}`)).versionNumber).toBe(2);
  });

  it('with a pinned version: nobody meets it until somebody changes the pin', async () => {
    const deployed = await onFresh({ version: 1 });
    await publish(deployed, talk('v2'));
    const ann = someone(deployed);
    const first = await ann.begin();
    expect(first.says).toBe('v1: question 1');
    await deployed.api('PATCH', `/deployments/${deployed.deploymentId}`, { version: 2 });
    expect(await ann.answer(first.id), 'a re-pin moves no conversation that runs').toBe('v1: question 2');
    expect((await ann.begin()).says).toBe('v2: question 1');
    await deployed.api('PATCH', `/deployments/${deployed.deploymentId}`, { version: 1 });
    expect((await ann.begin()).says, 'and back').toBe('v1: question 1');
  });

  it('five times over, with 100 conversations in mid-flow: each ends on the version it began on', {
    timeout: 90_000,
  }, async () => {
    const deployed = await onFresh({}, 6);
    const people = await each(Array.from({ length: 100 }), async (_, index) => {
      const visitor = someone(deployed);
      return { visitor, id: (await visitor.begin()).id, index };
    });
    for (let version = 2; version <= 6; version += 1) {
      const [, said] = await Promise.all([
        publish(deployed, talk(`v${version}`, 6)),
        each(people, ({ visitor, id }) => visitor.answer(id)),
      ]);
      expect(new Set(said)).toEqual(new Set([`v1: question ${version}`]));
      expect((await someone(deployed).begin()).says).toBe(`v${version}: question 1`);
    }
    const last = await each(people, ({ visitor, id }) => visitor.answer(id));
    expect(new Set(last)).toEqual(new Set(['v1: bye']));
    const { items } = await deployed.api(
      'GET',
      `/conversations?deployment=${deployed.deploymentId}&version=1&status=completed&limit=200`,
    );
    expect(items).toHaveLength(100);
  });

  it('is not changed by the draft that goes on being edited, nor by an older draft that is published again', async () => {
    const deployed = await onFresh();
    const ann = someone(deployed);
    const { id } = await ann.begin();
    await deployed.api('PUT', `/flows/${deployed.flowId}/draft`, talk('draft', 1));
    expect(await ann.answer(id)).toBe('v1: question 2');
    expect((await ann.begin()).says, 'a draft is met by nobody').toBe('v1: question 1');
    const { hash } = await deployed.api('GET', `/flows/${deployed.flowId}/versions/1`);
    expect(await publish(deployed, talk('v1'))).toBe(2);
    expect((await deployed.api('GET', `/flows/${deployed.flowId}/versions/2`)).hash).toBe(hash);
  });
});

describe('a conversation that has begun', () => {
  it('is not moved by a new share, a new audience, an exclusion or a wind-down', async () => {
    const deployed = await onFresh();
    const ann = someone(deployed);
    const { id } = await ann.begin();
    const path = `/deployments/${deployed.deploymentId}`;
    await deployed.api('PATCH', path, { rollout: { share: 0 } });
    await deployed.api('PATCH', path, {
      audience: {
        groups: [{ name: 'Nobody', rules: [{ attribute: 'plan', operator: 'equals', value: 'none' }] }],
      },
    });
    expect(await ann.answer(id)).toBe('v1: question 2');
    await deployed.api('POST', `${path}/wind-down`, {});
    expect(await ann.answer(id)).toBe('v1: question 3');
    expect(await someone(deployed).open()).toBeNull();
    expect(await ann.answer(id)).toBe('v1: bye');
  });

  it('is held while its deployment is inactive, and goes on where it was when it is active again', async () => {
    const deployed = await onFresh();
    const ann = someone(deployed);
    const { id } = await ann.begin();
    await deployed.api('POST', `/deployments/${deployed.deploymentId}/deactivate`, {});
    expect(await ann.say(id, { id: 'held', text: 'is anybody there?' })).toEqual({
      messages: [],
      awaiting: null,
      status: 'inactive',
    });
    expect(await someone(deployed).open(), 'nobody new').toBeNull();
    await publish(deployed, talk('v2'));
    await deployed.api('POST', `/deployments/${deployed.deploymentId}/activate`, {});
    expect(await ann.answer(id)).toBe('v1: question 2');
    const { messages } = await deployed.api('GET', `/conversations/${id}`);
    expect(messages.map(({ markdown }) => markdown)).toEqual([
      'v1: question 1',
      'is anybody there?',
      'answer 1',
      'v1: question 2',
    ]);
  });
});

describe('refused, with nothing half-written', () => {
  const refusal = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => {
    const before = await counts();
    const answer = await sluice.send(method, `/api/v1${path}`, body, {
      authorization: `Bearer ${JOURNEY_KEY}`,
    });
    expect(await counts()).toEqual(before);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const [first] = answer.body.problems;
    expect(`${first?.says}${first?.hint}`.length, 'says what and how to mend it').toBeGreaterThan(10);
    return { status: answer.status, at: first?.at, code: first?.code };
  };
  const counts = async () => {
    const { db } = sluice.database;
    const of = async (table: 'flows' | 'flow_versions' | 'deployments' | 'audit') =>
      Number(
        (
          await db
            .selectFrom(table)
            .select((eb) => eb.fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      );
    return [await of('flows'), await of('flow_versions'), await of('deployments'), await of('audit')];
  };
  const body = (deployed: Deployed, more: object) => ({
    name: 'Another',
    flowId: deployed.flowId,
    channelId: deployed.channelId,
    version: 'latest',
    audience: EVERYONE,
    rollout: { share: 10 },
    ...more,
  });

  it('deploying an archived flow, archiving a deployed one', async () => {
    const deployed = await onFresh();
    expect(await refusal('DELETE', `/flows/${deployed.flowId}`)).toMatchObject({ status: 409 });
    const unused = await deployed.api('POST', '/flows', { name: 'Unused', document: talk('v1') });
    await deployed.api('POST', `/flows/${unused.id}/versions`, {});
    await deployed.api('DELETE', `/flows/${unused.id}`);
    expect(await refusal('POST', '/deployments', body(deployed, { flowId: unused.id }))).toMatchObject({
      status: 400,
      at: 'flowId',
    });
  });

  it('deploying a version that does not exist, or a flow without one', async () => {
    const deployed = await onFresh();
    expect(await refusal('POST', '/deployments', body(deployed, { version: 2 }))).toMatchObject({
      status: 400,
      at: 'version',
    });
    expect(await refusal('PATCH', `/deployments/${deployed.deploymentId}`, { version: 2 })).toMatchObject({
      status: 400,
      at: 'version',
    });
    const draftOnly = await deployed.api('POST', '/flows', { name: 'Draft', document: talk('v1') });
    expect(await refusal('POST', '/deployments', body(deployed, { flowId: draftOnly.id }))).toMatchObject({
      at: 'version',
    });
  });

  it('publishing a draft that cannot run', async () => {
    const deployed = await onFresh();
    const broken = { ...talk('v2'), edges: [{ id: 'e', from: { block: 'ask1' }, to: { group: 'gone' } }] };
    const saved = await deployed.api('PUT', `/flows/${deployed.flowId}/draft`, broken);
    expect(saved.problems.length).toBeGreaterThan(0);
    expect(await refusal('POST', `/flows/${deployed.flowId}/versions`, {})).toMatchObject({ status: 422 });
    expect((await someone(deployed).begin()).says).toBe('v1: question 1');
  });

  it('archiving a deployment while conversations run, and an audience that cannot be read', async () => {
    const deployed = await onFresh();
    await someone(deployed).begin();
    expect(await refusal('DELETE', `/deployments/${deployed.deploymentId}`)).toMatchObject({ status: 409 });
    const audience = {
      groups: [{ name: 'Typo', rules: [{ attribute: 'tags', operator: 'has', value: 'VIP' }] }],
    };
    expect(await refusal('PATCH', `/deployments/${deployed.deploymentId}`, { audience })).toMatchObject({
      status: 400,
      at: 'audience.groups.0.rules.0.operator',
    });
    expect(
      await refusal('PATCH', `/deployments/${deployed.deploymentId}`, { rollout: { share: 101 } }),
    ).toMatchObject({
      status: 400,
      at: 'rollout.share',
    });
  });
});
