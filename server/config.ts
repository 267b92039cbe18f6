/** The environment, read once and checked: the only place that looks at process.env. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { email, password } from '@sluice/api/shapes';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { z } from 'zod';
import { type TracingSettings, tracingSettings, tracingVariables } from './tracing-settings.ts';

const flag = z.enum(['on', 'off'], 'Write on or off.').default('on');
const port = z.coerce
  .number('Write a whole number from 0 to 65535.')
  .int('Write a whole number from 0 to 65535.')
  .min(0, 'A port is a number from 0 to 65535.')
  .max(65_535, 'A port is a number from 0 to 65535.');
const long = z.string().min(32, 'This needs at least 32 characters.');
/** What stands in examples and was to be replaced: known to everybody, so it protects nothing. */
const EXAMPLES = /^(change[-_ ]?me|example|your[-_ ])/i;
const isNoExample = (text: string): boolean => !EXAMPLES.test(text);
const example = (name: string): string => `${name} looks like an example; make a random one.`;

const list = (text: string): readonly string[] => text.split(',').map((entry) => entry.trim());

const isHostAndPort = (entry: string): boolean => {
  const [, host = '', digits = ''] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+):(\d{1,5})$/i.exec(entry) ?? [];
  return host !== '' && Number(digits) >= 1 && Number(digits) <= 65_535;
};

/** The ranges that have a name in the proxy list, beside addresses and networks. */
const NAMED_RANGES: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal']);

const isProxy = (entry: string): boolean => {
  if (NAMED_RANGES.has(entry)) return true;
  const [address = '', bits, ...more] = entry.split('/');
  const family = isIP(address);
  const longest = family === 6 ? 128 : 32;
  return (
    family !== 0 &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
  );
};

const environment = z.object({
  PORT: port.default(4400),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'Write postgres://user:password@host:5432/database.' })
    .optional(),
  DATABASE_POOL_SIZE: z.coerce
    .number('Write a whole number from 2 to 200.')
    .int('Write a whole number from 2 to 200.')
    .min(2, 'Write a whole number from 2 to 200.')
    .max(200, 'Write a whole number from 2 to 200.')
    .default(10),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'Write an address such as https://chat.example.com.' })
    .optional(),
  SLUICE_API_KEY: long.refine(isNoExample, example('SLUICE_API_KEY')).optional(),
  SLUICE_ADMIN_EMAIL: email.optional(),
  SLUICE_ADMIN_PASSWORD: password.refine(isNoExample, example('SLUICE_ADMIN_PASSWORD')).optional(),
  SLUICE_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'Write smtps://user:password@mail.example.com:465.' })
    .optional(),
  SLUICE_MAIL_FROM: z
    .string()
    .refine(
      (text) => /^([^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text),
      'Write an address such as sluice@example.com or Sluice <sluice@example.com>.',
    )
    .optional(),
  SLUICE_SECRET: long.refine(isNoExample, example('SLUICE_SECRET')).optional(),
  SLUICE_ALLOW_PRIVATE_HOSTS: z
    .string()
    .refine((text) => list(text).every(isHostAndPort), 'Write host:port, several with commas between them.')
    .optional(),
  SLUICE_DEMO: flag,
  SLUICE_RATE_LIMITS: flag,
  SLUICE_LATE_MINUTES: z.coerce
    .number('Write a whole number from 1 to 1440.')
    .int('Write a whole number from 1 to 1440.')
    .min(1, 'Write a whole number from 1 to 1440.')
    .max(1_440, 'Write a whole number from 1 to 1440.')
    .default(15),
  SLUICE_TRUST_PROXY: z
    .string()
    .refine(
      (text) => text === 'on' || text === 'off' || list(text).every(isProxy),
      'Write on, off, or the addresses of the proxies, such as 10.0.0.5, 10.1.0.0/16.',
    )
    .optional(),
  SLUICE_LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'Write fatal, error, warn, info, debug or silent.',
    )
    .default('warn'),
  ...tracingVariables,
});

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** PostgreSQL; absent means the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Connections of this node to PostgreSQL at most. */
  readonly poolSize: number;
  /** Where browsers reach us, without a trailing slash; absent until the server listens. */
  readonly publicUrl: string | undefined;
  readonly apiKey: string | undefined;
  /** The first account; made at the start when there is none. */
  readonly admin: { readonly email: string; readonly password: string } | undefined;
  /** How mail is sent; absent: not at all. */
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  readonly secret: string | undefined;
  readonly demo: boolean;
  readonly rateLimits: boolean;
  /** A message that waited longer for its turn goes to a human. */
  readonly lateMinutes: number;
  readonly trustProxy: boolean | string;
  readonly logLevel: string;
  /** Null: no collector is configured. */
  readonly tracing: TracingSettings | null;
};

/** Reads the environment. Every bad value is a problem with its variable's name in `at`. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Result<Config> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) =>
        problem('bad-configuration', issue.path.join('.'), issue.message),
      ),
    };
  }
  const e = parsed.data;
  if (e.DATABASE_URL && !e.SLUICE_SECRET) {
    return {
      ok: false,
      problems: [
        problem(
          'bad-configuration',
          'SLUICE_SECRET',
          'SLUICE_SECRET is required with DATABASE_URL.',
          'Set any random text of 32 characters or more, the same on every node.',
        ),
      ],
    };
  }
  const admin = readAdmin(e);
  if (!admin.ok) return admin;
  const smtp = readSmtp(e);
  if (!smtp.ok) return smtp;
  return {
    ok: true,
    value: {
      port: e.PORT,
      host: e.HOST,
      dataDir: resolve(e.DATA_DIR),
      databaseUrl: e.DATABASE_URL,
      poolSize: e.DATABASE_POOL_SIZE,
      publicUrl: e.PUBLIC_URL?.replace(/\/+$/, ''),
      apiKey: e.SLUICE_API_KEY,
      admin: admin.value,
      smtp: smtp.value,
      secret: e.SLUICE_SECRET,
      demo: e.SLUICE_DEMO === 'on',
      rateLimits: e.SLUICE_RATE_LIMITS === 'on',
      lateMinutes: e.SLUICE_LATE_MINUTES,
      trustProxy: trustProxy(e.SLUICE_TRUST_PROXY),
      logLevel: e.SLUICE_LOG_LEVEL,
      tracing: tracingSettings(e),
    },
  };
};

const bad = (at: string, says: string, hint?: string): Result<never> =>
  refused(problem('bad-configuration', at, says, hint));

/** A mail needs a sender, and its links an address that its reader reaches. */
const readSmtp = (e: z.output<typeof environment>): Result<Config['smtp']> => {
  const [url, from] = [e.SLUICE_SMTP_URL, e.SLUICE_MAIL_FROM];
  if (url === undefined) return ok(undefined);
  if (from === undefined) return bad('SLUICE_MAIL_FROM', 'SLUICE_SMTP_URL needs SLUICE_MAIL_FROM.');
  return e.PUBLIC_URL === undefined
    ? bad('PUBLIC_URL', 'SLUICE_SMTP_URL needs PUBLIC_URL.', 'Mails carry links to it.')
    : ok({ url, from });
};

/** Both or neither. */
const readAdmin = (e: z.output<typeof environment>): Result<Config['admin']> => {
  const [address, secret] = [e.SLUICE_ADMIN_EMAIL, e.SLUICE_ADMIN_PASSWORD];
  if (address === undefined && secret === undefined) return ok(undefined);
  if (address === undefined)
    return bad('SLUICE_ADMIN_EMAIL', 'SLUICE_ADMIN_PASSWORD needs SLUICE_ADMIN_EMAIL.');
  if (secret === undefined)
    return bad('SLUICE_ADMIN_PASSWORD', 'SLUICE_ADMIN_EMAIL needs SLUICE_ADMIN_PASSWORD.');
  return secret.toLowerCase() === address
    ? bad(
        'SLUICE_ADMIN_PASSWORD',
        'The password is the e-mail address.',
        'Choose something that nobody knows.',
      )
    : ok({ email: address, password: secret });
};

/** As it is without DATABASE_URL: where the embedded database lies, from which one moves. */
export const readEmbeddedConfig = (env: NodeJS.ProcessEnv = process.env): Result<Config> =>
  readConfig({ ...env, DATABASE_URL: undefined });

/** "on"/"off", or the addresses of the proxies that may be believed. */
const trustProxy = (text: string | undefined): boolean | string =>
  text === undefined || text === 'off' ? false : text === 'on' ? true : text;
