/** Spans by OpenTelemetry, sent to a collector in the background: no request waits for it, no memory grows without it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import {
  type Context,
  type Span as Recorded,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { ExportResultCode, parseTraceParent } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Troubles } from './db/notices.ts';
import type { OpenSpan, SpanAttributes, Tracing } from './tracing.ts';
import type { TracingSettings } from './tracing-settings.ts';

const LONGEST_STOP_MS = 2_000;
/** Beyond that many unsent spans further ones are dropped. */
const MOST_WAITING = 4_096;

/** Loaded by `openTracing` alone, and only when traces are wanted. Registers nothing globally. */
export const openTelemetry = async (settings: TracingSettings, log: Troubles): Promise<Tracing> => {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.instance.id': randomUUID(), ...settings.resource }),
    sampler: samplerOf(settings),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: telling(await exporterOf(settings), log),
        maxQueueSize: MOST_WAITING,
        maxExportBatchSize: 512,
        scheduledDelayMillis: 2_000,
        exportTimeoutMillis: settings.timeoutMs + 1_000,
      }),
    ],
  });
  const tracer = provider.getTracer('sluice');
  const running = new AsyncLocalStorage<Context>();

  const begin = (
    name: string,
    kind: SpanKind,
    attributes: SpanAttributes,
    parent: Context = running.getStore() ?? ROOT_CONTEXT,
  ): OpenSpan => {
    const recorded = tracer.startSpan(name, { kind, attributes }, parent);
    const inside = trace.setSpan(parent, recorded);
    return {
      set: (more) => void recorded.setAttributes(more),
      within: (work) => running.run(inside, work),
      end: (failure) => {
        if (failure !== undefined) fail(recorded, failure);
        recorded.end();
      },
    };
  };

  return {
    on: true,
    span: (name, attributes, work) => through(begin(name, SpanKind.INTERNAL, attributes), work),
    part: (name, attributes, work) =>
      running.getStore() === undefined ? work() : through(begin(name, SpanKind.CLIENT, attributes), work),
    request: (name, attributes, traceparent) => {
      const caller = traceparent === undefined ? null : parseTraceParent(traceparent);
      // The caller's `tracestate` is left out: it is free text of whoever calls.
      const parent = caller
        ? trace.setSpanContext(ROOT_CONTEXT, { ...caller, isRemote: true })
        : ROOT_CONTEXT;
      return begin(name, SpanKind.SERVER, attributes, parent);
    },
    stop: async () => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((given) => {
        timer = setTimeout(given, LONGEST_STOP_MS);
      });
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
};

const through = <T>(span: OpenSpan, work: (span: OpenSpan) => T): T => {
  let outcome: T;
  try {
    outcome = span.within(() => work(span));
  } catch (error) {
    span.end(kindOf(error));
    throw error;
  }
  if (!(outcome instanceof Promise)) {
    span.end();
    return outcome;
  }
  outcome.then(
    () => span.end(),
    (error: unknown) => span.end(kindOf(error)),
  );
  return outcome;
};

const fail = (recorded: Recorded, failure: string): void => {
  recorded.setAttribute('error.type', failure);
  recorded.setStatus({ code: SpanStatusCode.ERROR });
};

/** A code (SQLSTATE, a socket's) or the error's name. Its message may quote what somebody said. */
const kindOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};

const samplerOf = ({ sampler, ratio }: TracingSettings): Sampler => {
  const root = sampler.endsWith('always_on')
    ? new AlwaysOnSampler()
    : sampler.endsWith('always_off')
      ? new AlwaysOffSampler()
      : new TraceIdRatioBasedSampler(ratio);
  return sampler.startsWith('parentbased') ? new ParentBasedSampler({ root }) : root;
};

const exporterOf = async ({ url, headers, timeoutMs, protocol }: TracingSettings): Promise<SpanExporter> => {
  const options = { url, headers: { ...headers }, timeoutMillis: timeoutMs };
  if (protocol === 'http/json') {
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
    return new OTLPTraceExporter(options);
  }
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter(options);
};

/** Says once when traces begin to get lost, and not again before one was delivered. */
const telling = (exporter: SpanExporter, log: Troubles): SpanExporter => {
  let lost = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== ExportResultCode.SUCCESS && !lost) {
          log.warn({ err: result.error }, 'traces could not be delivered; requests are not affected');
        }
        lost = result.code !== ExportResultCode.SUCCESS;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush ? { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() } : {}),
  };
};
