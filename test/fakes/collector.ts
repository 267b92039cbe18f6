/** A collector of traces: takes OTLP over HTTP as JSON, and keeps what came, to the letter. */
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { TracingSettings } from '../../server/tracing-settings.ts';

const value = z.union([
  z.object({ stringValue: z.string() }).transform((held) => held.stringValue),
  z.object({ intValue: z.coerce.number() }).transform((held) => held.intValue),
  z.object({ doubleValue: z.number() }).transform((held) => held.doubleValue),
  z.object({ boolValue: z.boolean() }).transform((held) => held.boolValue),
]);
const attributes = z
  .array(z.object({ key: z.string(), value }))
  .transform((all) => Object.fromEntries(all.map((each) => [each.key, each.value])));
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: attributes.default({}),
  status: z.object({ code: z.number().optional(), message: z.string().optional() }).optional(),
  events: z.array(z.unknown()).default([]),
});
const delivery = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

export type SentSpan = z.output<typeof span>;

export type Collector = {
  readonly url: string;
  /** As the environment would say it; everything is sampled. */
  readonly settings: TracingSettings;
  /** Everything that was sent, as it came. */
  text(): string;
  spans(): readonly SentSpan[];
  /** Who the spans were of. */
  resources(): readonly Readonly<Record<string, unknown>>[];
  /** The value of this header in each delivery. */
  header(name: string): readonly unknown[];
  stop(): Promise<void>;
};

/** Answers with `status`; `silent`: takes everything and never answers. */
export const startCollector = async (
  answer: { readonly status: number } | 'silent' = { status: 200 },
): Promise<Collector> => {
  const bodies: string[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    requests.push(request);
    bodies.push(body);
    if (answer === 'silent') return;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  const deliveries = () => bodies.flatMap((body) => delivery.parse(JSON.parse(body)).resourceSpans);
  return {
    url,
    settings: tracingTo(`${url}/v1/traces`),
    text: () => bodies.join('\n'),
    spans: () => deliveries().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    resources: () => deliveries().map(({ resource }) => resource.attributes),
    header: (name) => requests.map(({ headers }) => headers[name]),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

export const tracingTo = (url: string): TracingSettings => ({
  url,
  protocol: 'http/json',
  headers: {},
  timeoutMs: 1_000,
  resource: { 'service.name': 'sluice' },
  sampler: 'parentbased_always_on',
  ratio: 1,
});
