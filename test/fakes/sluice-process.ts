/** A real Sluice: a process of its own on a free port and a data directory of its own. What a test starts, it stops. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PATIENCE_MS = 40_000;

export type Environment = Readonly<Record<string, string>>;

/** How a process ended: its exit code, or the signal that killed it, and all it had said. */
export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type SluiceProcess = {
  readonly dataDir: string;
  readonly apiKey: string;
  /** Where it listens; another port after each restart. */
  readonly url: string;
  /** All it has printed since its (re)start. */
  stdout(): string;
  stderr(): string;
  /** Sends the signal and waits for the end. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<Ended>;
  kill9(): Promise<Ended>;
  /** Stands still, connections open, until it goes on: as a laptop that sleeps, or a machine that is moved. */
  pause(): void;
  resume(): void;
  /** Starts again on the same data directory; `more` changes the environment for good. */
  restart(more?: Environment): Promise<void>;
  /** Ends it however it is, and removes the data directory. */
  remove(): Promise<void>;
};

export const PROCESS_KEY = 'a-key-for-journeys-of-more-than-32-characters';

/** Starts Sluice without demo and rate limits unless `environment` says otherwise, and waits until it is ready. */
export const startSluice = async (environment: Environment = {}): Promise<SluiceProcess> => {
  const dataDir = environment.DATA_DIR ?? (await newDataDir());
  let given: Environment = {
    SLUICE_API_KEY: PROCESS_KEY,
    SLUICE_DEMO: 'off',
    SLUICE_RATE_LIMITS: 'off',
    ...environment,
    DATA_DIR: dataDir,
  };
  let run = launch(given);
  const ready = async (): Promise<string> => {
    try {
      return await listening(run);
    } catch (error) {
      await run.end('SIGKILL');
      throw error;
    }
  };
  let url = await ready();
  return {
    dataDir,
    apiKey: given.SLUICE_API_KEY ?? '',
    get url() {
      return url;
    },
    stdout: () => run.said.stdout,
    stderr: () => run.said.stderr,
    stop: (signal = 'SIGTERM') => run.end(signal),
    kill9: () => run.end('SIGKILL'),
    pause: () => void run.child.kill('SIGSTOP'),
    resume: () => void run.child.kill('SIGCONT'),
    restart: async (more = {}) => {
      await run.end('SIGKILL');
      given = { ...given, ...more };
      run = launch(given);
      url = await ready();
    },
    remove: async () => {
      await run.end('SIGKILL');
      await removeDataDir(dataDir);
    },
  };
};

/** Runs Sluice until it ends by itself: for starts that must be refused. */
export const runSluice = (environment: Environment): Promise<Ended> => {
  const run = launch(environment);
  const timer = setTimeout(() => run.child.kill('SIGKILL'), PATIENCE_MS);
  return run.ended.finally(() => clearTimeout(timer));
};

/** Gives `work` an empty data directory and removes it afterwards. */
export const inDataDir = async <T>(work: (dataDir: string) => Promise<T>): Promise<T> => {
  const dataDir = await newDataDir();
  try {
    return await work(dataDir);
  } finally {
    await removeDataDir(dataDir);
  }
};

const newDataDir = async (): Promise<string> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sluice-journey-'));
  dataDirs.add(dataDir);
  return dataDir;
};

const removeDataDir = async (dataDir: string): Promise<void> => {
  await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  dataDirs.delete(dataDir);
};

type Run = {
  readonly child: ChildProcess;
  readonly said: { stdout: string; stderr: string };
  readonly ended: Promise<Ended>;
  end(signal: NodeJS.Signals): Promise<Ended>;
};

const children = new Set<ChildProcess>();
const dataDirs = new Set<string>();

// Whatever a test forgets or a failure skips: nothing outlives the tests.
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const dataDir of dataDirs) rmSync(dataDir, { recursive: true, force: true });
});

const launch = (environment: Environment): Run => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      children.delete(child);
      resolve({ code, signal, ...said });
    });
  });
  return {
    child,
    said,
    ended,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
};

/** The address it prints, once `/readyz` says yes there. */
const listening = async (run: Run): Promise<string> => {
  const deadline = Date.now() + PATIENCE_MS;
  let over = false;
  void run.ended.then(() => {
    over = true;
  });
  while (!over && Date.now() < deadline) {
    const url = /Sluice runs at (\S+)/.exec(run.said.stdout)?.[1];
    if (url !== undefined && (await isReady(url))) return url;
    await new Promise((again) => setTimeout(again, 20));
  }
  throw new Error(`Sluice did not become ready:\n${run.said.stdout}${run.said.stderr}`);
};

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
