/** The standard OTEL_ variables that Sluice honours, checked: where traces go, how many, and in whose name. */
import { z } from 'zod';

const PROTOCOLS = ['http/protobuf', 'http/json'] as const;
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** "key=value,key=value", values percent-encoded; null when it is something else. */
const pairsIn = (text: string): Readonly<Record<string, string>> | null => {
  const pairs = new Map<string, string>();
  for (const entry of text.split(',')) {
    if (entry.trim() === '') continue;
    const [, key, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(.*?)\s*$/.exec(entry) ?? [];
    if (key === undefined || value === undefined) return null;
    try {
      pairs.set(key, decodeURIComponent(value));
    } catch {
      return null;
    }
  }
  return Object.fromEntries(pairs);
};

// What is refused is never quoted: headers hold the collector's key.
const PAIRS = 'Write key=value, several with commas between them, special characters as %XX.';
const pairs = z.string().transform((text, issue) => {
  const read = pairsIn(text);
  if (read) return read;
  issue.addIssue({ code: 'custom', message: PAIRS });
  return z.NEVER;
});
/** With a password in it, it would stand in logs and process lists. */
const endpoint = z
  .url({ protocol: /^https?$/, error: 'Write an address such as http://collector:4318.' })
  .refine((text) => {
    const { username, password } = new URL(text);
    return username === '' && password === '';
  }, 'Put the collector’s credentials into OTEL_EXPORTER_OTLP_HEADERS.');
const protocol = z.enum(PROTOCOLS, 'Write http/protobuf or http/json; Sluice speaks no gRPC.');
const milliseconds = z.coerce
  .number('Write milliseconds, from 1 to 600000.')
  .int('Write milliseconds, from 1 to 600000.')
  .min(1, 'Write milliseconds, from 1 to 600000.')
  .max(600_000, 'Write milliseconds, from 1 to 600000.');

export const tracingVariables = {
  OTEL_SDK_DISABLED: z
    .stringbool({ truthy: ['true'], falsy: ['false'], error: 'Write true or false.' })
    .optional(),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none'], 'Write otlp or none.').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs.optional(),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: pairs.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol.optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol.optional(),
  OTEL_EXPORTER_OTLP_TIMEOUT: milliseconds.optional(),
  OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: milliseconds.optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: pairs.optional(),
  OTEL_TRACES_SAMPLER: z.enum(SAMPLERS, `Write one of ${SAMPLERS.join(', ')}.`).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number('Write a number from 0 to 1.')
    .min(0, 'Write a number from 0 to 1.')
    .max(1, 'Write a number from 0 to 1.')
    .optional(),
};

type Variables = z.output<z.ZodObject<typeof tracingVariables>>;

export type TracingSettings = {
  /** Where spans are posted to. */
  readonly url: string;
  readonly protocol: (typeof PROTOCOLS)[number];
  readonly headers: Readonly<Record<string, string>>;
  /** How long one delivery may take, tries again included. */
  readonly timeoutMs: number;
  /** Who the spans are of: `service.name` and what the operator adds. */
  readonly resource: Readonly<Record<string, string>>;
  readonly sampler: (typeof SAMPLERS)[number];
  /** The share that a sampler by ratio keeps, 0 to 1. */
  readonly ratio: number;
};

/** Null: nobody asked for traces. An address of the collector asks for them, and so does OTEL_TRACES_EXPORTER=otlp. */
export const tracingSettings = (given: Variables): TracingSettings | null => {
  const url = given.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? tracesBelow(given);
  if (url === null || given.OTEL_SDK_DISABLED === true || given.OTEL_TRACES_EXPORTER === 'none') return null;
  return {
    url,
    protocol:
      given.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? given.OTEL_EXPORTER_OTLP_PROTOCOL ?? 'http/protobuf',
    headers: { ...given.OTEL_EXPORTER_OTLP_HEADERS, ...given.OTEL_EXPORTER_OTLP_TRACES_HEADERS },
    timeoutMs: given.OTEL_EXPORTER_OTLP_TRACES_TIMEOUT ?? given.OTEL_EXPORTER_OTLP_TIMEOUT ?? 10_000,
    resource: {
      'service.name': 'sluice',
      ...given.OTEL_RESOURCE_ATTRIBUTES,
      ...(given.OTEL_SERVICE_NAME === undefined ? {} : { 'service.name': given.OTEL_SERVICE_NAME }),
    },
    sampler: given.OTEL_TRACES_SAMPLER ?? 'parentbased_always_on',
    ratio: given.OTEL_TRACES_SAMPLER_ARG ?? 1,
  };
};

const tracesBelow = (given: Variables): string | null => {
  const base =
    given.OTEL_EXPORTER_OTLP_ENDPOINT ??
    (given.OTEL_TRACES_EXPORTER === 'otlp' ? 'http://localhost:4318' : null);
  return base === null ? null : `${base.replace(/\/+$/, '')}/v1/traces`;
};
