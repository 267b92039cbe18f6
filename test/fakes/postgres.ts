/** A real PostgreSQL for tests: TEST_DATABASE_URL, or one found on this machine, started apart and removed afterwards. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Client } from 'pg';
import { openPostgres } from '../../server/db/postgres.ts';
import { type Cluster, startCluster } from './postgres-cluster.ts';

/** What test files need to make databases of their own; crosses from the run's set-up into its workers. */
export type Postgres = {
  /** A URL with `DATABASE` where the name goes. */
  readonly pattern: string;
  /** Migrated and empty. */
  readonly template: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    postgres: Postgres | undefined;
  }
}

/** Starts (or reaches) PostgreSQL and prepares the template; `end` leaves nothing behind. Fails loudly, never skips. */
export const startPostgres = async (): Promise<{
  readonly postgres: Postgres;
  readonly end: () => Promise<void>;
}> => {
  const given = process.env.TEST_DATABASE_URL;
  const cluster: Cluster | null = given === undefined ? await startCluster(binaries()) : null;
  const pattern = cluster?.pattern ?? patternOf(given ?? '');
  const postgres: Postgres = { pattern, template: `sluice_template_${randomBytes(6).toString('hex')}` };
  try {
    await command(pattern, `create database ${postgres.template} template template0 encoding 'UTF8'`);
    const migrated = await openPostgres(urlOf(pattern, postgres.template), { poolSize: 2, log: silent });
    if (!migrated.ok) throw new Error(migrated.problems[0]?.says);
    await migrated.value.close();
  } catch (error) {
    await cluster?.end();
    throw error;
  }
  return {
    postgres,
    end: async () => {
      if (cluster) await cluster.end();
      else await command(pattern, `drop database if exists ${postgres.template}`);
    },
  };
};

/** A database of its own, migrated unless `template0` is asked for; `drop` closes whoever is still connected. */
export const freshDatabase = async (
  { pattern, template }: Postgres,
  from: string = template,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> => {
  const name = `sluice_test_${randomBytes(8).toString('hex')}`;
  await command(pattern, `create database ${name} template ${from}`);
  return {
    url: urlOf(pattern, name),
    drop: () => command(pattern, `drop database if exists ${name} with (force)`),
  };
};

export const silent = { warn: () => undefined };

const urlOf = (pattern: string, name: string): string => pattern.replace('DATABASE', name);

const patternOf = (url: string): string => {
  const parsed = new URL(url);
  parsed.pathname = '/DATABASE';
  return parsed.href;
};

const command = async (pattern: string, text: string): Promise<void> => {
  const client = new Client({ connectionString: urlOf(pattern, 'postgres') });
  // A test may end the server under it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
};

/** The folders that packages put PostgreSQL's programs below, and those of the PATH. */
export type Places = { readonly packaged: readonly string[]; readonly path: string };

const PLACES: Places = {
  packaged: ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'],
  path: process.env.PATH ?? '',
};

/** As root on a Debian; false where that is not so, or where it failed. */
const installPostgres = (): boolean => {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.log('PostgreSQL is missing: apt-get install -y postgresql');
  spawnSync('apt-get', ['update'], { stdio: 'inherit' });
  const installed = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return installed.status === 0;
};

/** The folder of the server's programs: the newest found, or installed now when we may. Throws with what to do. */
export const binaries = (places: Places = PLACES, install: () => boolean = installPostgres): string => {
  const found = findBinaries(places) ?? (install() ? findBinaries(places) : undefined);
  if (found !== undefined) return found;
  throw new Error(
    'These tests need PostgreSQL 15 or newer: install it (apt-get install postgresql, brew install postgresql), or ' +
      'set TEST_DATABASE_URL to a server where databases may be made.',
  );
};

const findBinaries = (places: Places): string | undefined => {
  const packaged = places.packaged
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'bin')))
    .sort((a, b) => versionIn(b) - versionIn(a));
  const all = [...packaged, ...places.path.split(delimiter)];
  const folder = all.find((each) => existsSync(join(each, 'initdb')) && existsSync(join(each, 'postgres')));
  return folder === undefined ? undefined : dirname(join(folder, 'postgres'));
};

const versionIn = (bin: string): number => Number(/(\d+)[^/]*\/bin$/.exec(bin)?.[1] ?? 0);
