/** What is traced when a collector is configured, what never is, and that nothing is done when none is. */
import { spawnSync } from 'node:child_process';
import { Writable } from 'node:stream';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, type SentSpan, startCollector, tracingTo } from '../test/fakes/collector.ts';
import { asks, flow, openShop, type Shop, says } from '../test/fakes/shop.ts';
import { fakeSluice } from '../test/fakes/sluice.ts';
import { makeLog } from './log.ts';
import { openTracing, type Tracing, untraced } from './tracing.ts';

const silent = { warn: () => undefined };
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

const collector = async (...how: Parameters<typeof startCollector>): Promise<Collector> => {
  const started = await startCollector(...how);
  undo.push(() => started.stop());
  return started;
};

const tags = flow([says('Hello'), asks('answer'), { type: 'tag', add: ['{{answer}}'] }, says('Bye')]);

/** A shop on a traced server. */
const tracedShop = async (tracing: Tracing): Promise<Shop> => {
  const sluice = await fakeSluice({}, { tracing });
  const shop = await openShop({ sluice, document: tags });
  await shop.deploy();
  return shop;
};

/** The spans of these names, each with the names of those it lies in, from the inside out. */
const nested = (spans: readonly SentSpan[], name: string): readonly (readonly string[])[] => {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const around = (span: SentSpan | undefined): readonly string[] =>
    span ? [span.name, ...around(byId.get(span.parentSpanId ?? ''))] : [];
  return spans.filter((span) => span.name === name).map((span) => around(byId.get(span.parentSpanId ?? '')));
};
const named = (spans: readonly SentSpan[], name: string): SentSpan | undefined =>
  spans.find((span) => span.name === name);

const VISITS = 'POST /website/:key/visits';
const OPENINGS = 'POST /website/:key/conversations';
const MESSAGES = 'POST /website/:key/conversations/:id/messages';

describe('what a collector gets of a visit, an opening and a message', () => {
  const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
  let sent: readonly SentSpan[] = [];
  let workspace = '';
  let conversation = '';
  beforeAll(async () => {
    const to = await startCollector();
    const shop = await tracedShop(await openTracing(to.settings, silent));
    const parents = (traceparent: string) => ({ traceparent, tracestate: 'a=canary' });
    await shop.post('/visits', {}, parents(`00-${TRACE}-00f067aa0ba902b7-01`));
    const opened = await shop.post('/conversations', {}, parents('00-canary'));
    await shop.say(opened, 'VIP canary');
    await shop.runner.serial.idle();
    await shop.app.inject('/readyz');
    await shop.app.inject('/nowhere/canary?q=canary');
    await shop.close();
    workspace = shop.workspaceId;
    conversation = opened.body.conversation.id;
    sent = to.spans();
    await to.stop();
  });

  it('lies in each other as the work did: call, opening, decision, turn, statements, effects', () => {
    expect(nested(sent, 'visit')).toEqual([[VISITS]]);
    expect(nested(sent, 'opening')).toEqual([[OPENINGS]]);
    expect(nested(sent, 'decide')).toEqual([
      ['visit', VISITS],
      ['opening', OPENINGS],
    ]);
    expect(nested(sent, 'turn')).toEqual([[MESSAGES]]);
    expect(nested(sent, 'step')).toEqual([
      ['opening', OPENINGS],
      ['turn', MESSAGES],
    ]);
    expect(nested(sent, 'perform')).toEqual([['turn', MESSAGES]]);
    expect(nested(sent, 'update people')).toEqual([['perform', 'turn', MESSAGES]]);
    const commits = sent.filter(({ name }) => /^insert messages.*update conversations/.test(name));
    expect(commits.map(({ name }) => nested(sent, name))).toEqual([[['turn', MESSAGES]]]);
  });

  it('says of a call the template of its route, its method and its status', () => {
    expect(named(sent, MESSAGES)?.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/website/:key/conversations/:id/messages',
      'http.response.status_code': 200,
      'sluice.request': expect.stringMatching(/^request_/),
    });
    expect(named(sent, 'GET')?.attributes).toMatchObject({ 'http.response.status_code': 404 });
  });

  it('says of a turn whose it is, and of a decision what came out and why', () => {
    expect(named(sent, 'turn')?.attributes).toEqual({
      'sluice.conversation': conversation,
      'sluice.workspace': workspace,
      'sluice.version': 1,
      'sluice.turn': 1,
      'sluice.input': 'answer',
    });
    expect(named(sent, 'decide')?.attributes).toMatchObject({
      'sluice.purpose': 'visit',
      'sluice.outcome': 'bot',
      'sluice.reason': 'full-launch',
    });
  });

  it('continues the trace of a caller who names one, and begins its own when that is malformed', () => {
    expect(named(sent, VISITS)).toMatchObject({ traceId: TRACE, parentSpanId: '00f067aa0ba902b7' });
    expect(named(sent, OPENINGS)?.traceId).not.toBe(TRACE);
    expect(named(sent, OPENINGS)?.parentSpanId ?? '').toBe('');
  });

  it('holds nothing that was said, asked for or sent along, and nothing that only machines ask', () => {
    expect(JSON.stringify(sent)).not.toContain('canary');
    expect(sent.filter(({ attributes }) => attributes['http.route'] === '/readyz')).toEqual([]);
  });
});

describe('with a collector', () => {
  it.each([
    ['always_on', [true, true, true]],
    ['always_off', [false, false, false]],
    ['parentbased_always_on', [true, true, false]],
    ['parentbased_always_off', [false, true, false]],
  ] as const)(
    '%s keeps of calls without a trace, from one that is kept and from one that is not: %j',
    async (sampler, kept) => {
      const { settings, spans } = await collector();
      const tracing = await openTracing({ ...settings, sampler }, silent);
      const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}`;
      tracing.request('alone', {}, undefined).end();
      tracing.request('in a kept one', {}, `${parent}-01`).end();
      tracing.request('in a lost one', {}, `${parent}-00`).end();
      await tracing.stop();
      const names = spans().map(({ name }) => name);
      expect(['alone', 'in a kept one', 'in a lost one'].map((name) => names.includes(name))).toEqual(kept);
    },
  );

  it('names the kind of a failure, without its words', async () => {
    const { settings, spans } = await collector();
    const tracing = await openTracing(settings, silent);
    const failure = Object.assign(new Error('said: canary'), { code: '23514' });
    const work = tracing.span('work', {}, () => Promise.reject(failure));
    await expect(work).rejects.toBe(failure);
    expect(() =>
      tracing.span('now', {}, () => {
        throw new TypeError('canary');
      }),
    ).toThrow(TypeError);
    await tracing.stop();
    expect(named(spans(), 'work')).toMatchObject({
      status: { code: 2 },
      attributes: { 'error.type': '23514' },
    });
    expect(named(spans(), 'now')).toMatchObject({ attributes: { 'error.type': 'TypeError' } });
    expect(JSON.stringify(spans())).not.toContain('canary');
  });

  it('sends its headers and the name of the service, in either encoding', async () => {
    const json = await collector();
    const resource = { 'service.name': 'shop-bot', 'deployment.environment.name': 'test' };
    const settings = { headers: { 'x-key': 'open sesame' }, resource };
    const binary = await collector();
    for (const to of [
      { ...json.settings, ...settings },
      { ...binary.settings, ...settings, protocol: 'http/protobuf' as const },
    ]) {
      const tracing = await openTracing(to, silent);
      tracing.span('work', {}, () => undefined);
      await tracing.stop();
    }
    expect(json.header('x-key')).toEqual(['open sesame']);
    expect(json.resources()).toEqual([expect.objectContaining(resource)]);
    expect(binary.header('content-type')).toEqual(['application/x-protobuf']);
    expect(binary.text()).toContain('shop-bot');
  });
});

describe('a collector that is away', () => {
  it('changes no answer, and is said once, without the headers', async () => {
    const lines: string[] = [];
    const memory = new Writable({
      write: (chunk, _, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    const away = { ...tracingTo('http://127.0.0.1:9/v1/traces'), headers: { 'x-key': 'open-sesame' } };
    const shop = await tracedShop(await openTracing(away, makeLog('warn', memory)));
    expect([(await shop.visit()).status, (await shop.open()).status]).toEqual([200, 200]);
    await shop.close();
    expect(lines.filter((line) => line.includes('traces could not be delivered'))).toHaveLength(1);
    expect(lines.join('')).not.toContain('open-sesame');
  });

  it('or never answers holds the stop back for two seconds at most', async () => {
    const { settings } = await collector('silent');
    const tracing = await openTracing({ ...settings, timeoutMs: 600_000 }, silent);
    tracing.span('work', {}, () => undefined);
    const began = performance.now();
    await tracing.stop();
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('without a collector', () => {
  /** OpenTelemetry's packages that the whole server has loaded: without a collector, and then with one. */
  const loaded = (): unknown => {
    const program = `
      import { registerHooks } from 'node:module';
      const seen = new Set();
      registerHooks({ resolve: (name, context, next) => {
        // prom-client brings the interface along; what makes and sends spans is what costs.
        if (name.startsWith('@opentelemetry/') && !context.parentURL.includes('prom-client')) seen.add(name);
        return next(name, context);
      } });
      await import('./server/main.ts');
      const { openTracing } = await import('./server/tracing.ts');
      await openTracing(null, console);
      const without = [...seen];
      await openTracing(${JSON.stringify(tracingTo('http://127.0.0.1:9/v1/traces'))}, console);
      console.log(JSON.stringify({ without, with: [...seen] }));
      process.exit(0);`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: new URL('..', import.meta.url),
      encoding: 'utf8',
      env: {},
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  };

  it('none of its packages is loaded', () => {
    expect(loaded()).toEqual({
      without: [],
      with: expect.arrayContaining(['@opentelemetry/api', '@opentelemetry/sdk-trace']),
    });
  });

  it('the work is called, and that is all', async () => {
    expect(await openTracing(null, silent)).toBe(untraced);
    expect(untraced.span('work', {}, () => 7)).toBe(7);
    expect(untraced.part('work', {}, () => 7)).toBe(7);
    expect(untraced.request('call', {}, undefined).within(() => 7)).toBe(7);
    await untraced.stop();
  });
});
