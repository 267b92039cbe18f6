/** The environment, read once and checked: the only place that looks at process.env. */
import { resolve } from 'node:path';
import { problem, type Result } from '@sluice/core/problem';
import { z } from 'zod';

const flag = z.enum(['on', 'off']).default('on');
const port = z.coerce.number().int().min(0).max(65_535);
const long = (name: string) => z.string().min(32, `${name} needs at least 32 characters`);
const EXAMPLES = /^(change.?me|secret|password|example|x+|a+|0+|1+)/i;

const environment = z.object({
  PORT: port.default(4400),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SLUICE_API_KEY: long('SLUICE_API_KEY').optional(),
  SLUICE_ADMIN_EMAIL: z.email().optional(),
  SLUICE_ADMIN_PASSWORD: z.string().min(12, 'SLUICE_ADMIN_PASSWORD needs at least 12 characters').optional(),
  SLUICE_SECRET: long('SLUICE_SECRET')
    .refine((text) => !EXAMPLES.test(text), 'SLUICE_SECRET looks like an example; make a random one')
    .optional(),
  SLUICE_ALLOW_PRIVATE_HOSTS: z.string().default(''),
  SLUICE_DEMO: flag,
  SLUICE_RATE_LIMITS: flag,
  SLUICE_TRUST_PROXY: z.string().optional(),
  SLUICE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
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
  readonly secret: string | undefined;
  readonly demo: boolean;
  readonly rateLimits: boolean;
  readonly trustProxy: boolean | string;
  readonly logLevel: string;
};

/** Reads the environment. Every bad value is a problem with its variable's name in `at`. */
export const readConfig = (env: NodeJS.ProcessEnv = process.env): Result<Config> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) =>
        problem('bad-configuration', issue.path.join('.'), `${issue.path.join('.')}: ${issue.message}.`),
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
      secret: e.SLUICE_SECRET,
      demo: e.SLUICE_DEMO === 'on',
      rateLimits: e.SLUICE_RATE_LIMITS === 'on',
      trustProxy: trustProxy(e.SLUICE_TRUST_PROXY),
      logLevel: e.SLUICE_LOG_LEVEL,
    },
  };
};

/** "on"/"off", or the addresses of the proxies that may be believed. */
const trustProxy = (text: string | undefined): boolean | string =>
  text === undefined || text === 'off' ? false : text === 'on' ? true : text;
