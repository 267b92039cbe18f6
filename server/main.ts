/** Starts the server, prints where it is, and stops it cleanly. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Problem, problem, problemLine, type Result, refused } from '@sluice/core/problem';
import { compose } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { openDatabase } from './db/database.ts';
import { makeLog } from './log.ts';
import { openingLines } from './opening-lines.ts';
import { prepareWorkspace } from './prepare-workspace.ts';
import { openTracing } from './tracing.ts';

/** Runs until it is told to stop; the exit code says whether it could start and stopped cleanly. */
export const main = async (): Promise<number> => {
  const config = readConfig();
  if (!config.ok) return complain(config.problems);
  const log = makeLog(config.value.logLevel);
  const tracing = await openTracing(config.value.tracing, log);
  const database = await openDatabase(config.value, log, tracing);
  if (!database.ok) return complain(database.problems);
  const sluice = await compose({
    config: config.value,
    database: database.value,
    clock: { now: () => Date.now() },
    log,
    tracing,
    secret: secretOf(config.value),
  });
  const prepared = await prepareWorkspace(sluice.runner);
  const address = await listen(sluice.app, config.value);
  if (!address.ok) {
    await sluice.close();
    return complain(address.problems);
  }
  sluice.startSweeping();
  for (const line of openingLines(config.value.publicUrl ?? address.value, prepared)) console.log(line);
  const signal = await stopSignal();
  console.log(`\n${signal}: finishing what runs, then stopping.`);
  await sluice.close();
  return 0;
};

/** Made once and kept beside the data it protects; whoever moves the data moves it along. */
const secretOf = (config: Config): string => {
  if (config.secret !== undefined) return config.secret;
  const file = join(config.dataDir, 'secret');
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const secret = randomBytes(32).toString('hex');
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  }
};

/** A crowd that comes at once waits here for a moment; beyond it the system drops calls, and they come seconds later. */
const BACKLOG = 4_096;

const listen = async (
  app: Awaited<ReturnType<typeof compose>>['app'],
  { host, port }: Config,
): Promise<Result<string>> => {
  try {
    return ok(await app.listen({ host, port, backlog: BACKLOG }));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      return refused(
        problem(
          'port-taken',
          'PORT',
          `Port ${port} on ${host} is taken.`,
          'Stop what uses it, or set another PORT.',
        ),
      );
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      return refused(
        problem('cannot-listen', 'HOST', `Sluice may not listen on ${host}:${port}.`, 'Set HOST or PORT.'),
      );
    }
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      return refused(
        problem('cannot-listen', 'HOST', `"${host}" is no address of this machine.`, 'Set another HOST.'),
      );
    }
    throw error;
  }
};

/** npm passes Ctrl-C on to a process that the terminal has told already: only one that comes later means "now". */
const IMPATIENT_MS = 2_000;

/** The first signal to stop. Further ones do not cut short what runs, unless somebody really cannot wait. */
const stopSignal = (): Promise<string> =>
  new Promise((stop) => {
    let since: number | null = null;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (since !== null && performance.now() - since > IMPATIENT_MS) process.exit(1);
        since ??= performance.now();
        stop(signal);
      });
    }
  });

const complain = (problems: readonly Problem[]): number => {
  for (const found of problems) console.error(problemLine(found));
  return 1;
};

// Not left to Node's own tidying up: a signal that comes during it would count as having killed us.
if (import.meta.main) process.exit(await main());
