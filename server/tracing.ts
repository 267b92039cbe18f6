/** Where the time of a request goes: spans for a collector when one is configured, and otherwise nothing, at no cost. */
import type { Troubles } from './db/notices.ts';
import type { TracingSettings } from './tracing-settings.ts';

/**
 * Names, numbers and ids that mean nothing elsewhere. Never what somebody said, who somebody is, an attribute of a
 * person, a token or a secret: whoever reads traces may not read conversations.
 */
export type SpanAttributes = { readonly [name: string]: string | number | boolean | undefined };

export type Span = {
  /** Known only when the work is done; `undefined` says nothing. */
  set(attributes: SpanAttributes): void;
};

/** A span whose end is not the end of one function. */
export type OpenSpan = Span & {
  /** Whatever `work` begins, also later, is inside this span. */
  within<T>(work: () => T): T;
  /** `failure` names the kind of failure. Once. */
  end(failure?: string): void;
};

export type Tracing = {
  /** False: nothing below does anything but call `work`. */
  readonly on: boolean;
  /**
   * Runs `work` as a span inside the one that is running, until it returns or its promise settles. What it throws is
   * thrown on; the span keeps the kind of error, not its words.
   */
  span<T>(name: string, attributes: SpanAttributes, work: (span: Span) => T): T;
  /** The same for what is worth showing only as a part of something: without a running span there is none. */
  part<T>(name: string, attributes: SpanAttributes, work: () => T): T;
  /** A call that came in; `traceparent` continues the caller's trace (W3C), anything malformed begins a new one. */
  request(name: string, attributes: SpanAttributes, traceparent: string | undefined): OpenSpan;
  /** Hands over what is left, for two seconds at most. */
  stop(): Promise<void>;
};

const NOTHING: Span = { set: () => undefined };

/** What is used when no collector is configured. */
export const untraced: Tracing = {
  on: false,
  span: (_name, _attributes, work) => work(NOTHING),
  part: (_name, _attributes, work) => work(),
  request: () => ({ ...NOTHING, within: (work) => work(), end: () => undefined }),
  stop: () => Promise.resolve(),
};

/** Loads what sends traces only when it is wanted; `log` hears when the collector is out of reach. */
export const openTracing = async (settings: TracingSettings | null, log: Troubles): Promise<Tracing> =>
  settings === null ? untraced : (await import('./opentelemetry.ts')).openTelemetry(settings, log);
