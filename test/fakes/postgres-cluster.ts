/** One PostgreSQL server in the temporary folder, never as root, gone when whoever started it is gone. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

export type Cluster = {
  /** A URL with `DATABASE` where the name goes. */
  readonly pattern: string;
  /** All sessions cut, no clean shutdown: as after a power cut of the server process. */
  crash(): Promise<void>;
  /** Starts again after `crash`, with recovery, on the same port. */
  start(): Promise<void>;
  /** Stops it and removes its data. */
  end(): Promise<void>;
};

const PATIENCE_MS = 60_000;

/**
 * Obeys words on its input, and cleans up at the end of it: the input ends also when the test run is killed, so that
 * no server and no data are ever left behind.
 */
const KEEPER = `
pid=
stop() { [ -n "$pid" ] && kill -QUIT $pid 2>/dev/null; wait $pid 2>/dev/null; pid=; }
while read -r word; do
  case $word in
    start) "$BIN/postgres" -D "$DIR/data" -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
      -c fsync=on -c max_connections=300 -c shared_buffers=128MB -c deadlock_timeout=200ms >>"$DIR/log" 2>&1 & pid=$! ;;
    crash) stop; echo crashed ;;
  esac
done
stop
rm -rf "$DIR"
`;

/** `bin` is the folder with initdb and postgres. */
export const startCluster = async (bin: string): Promise<Cluster> => {
  const who = unprivileged();
  const dir = mkdtempSync(join(tmpdir(), 'sluice-postgres-'));
  const password = randomBytes(12).toString('hex');
  const secret = join(dir, 'password');
  writeFileSync(secret, password, { mode: 0o600 });
  if (who) for (const path of [dir, secret]) chownSync(path, who.uid, who.gid);
  const port = await freePort();
  const keeper = spawn('/bin/sh', ['-c', KEEPER], {
    ...who,
    cwd: dir,
    // Out of reach of Ctrl-C: it ends by the end of its input.
    detached: true,
    env: { PATH: process.env.PATH ?? '', BIN: bin, DIR: dir, PORT: String(port), LC_ALL: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  keeper.unref();
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', join(dir, 'data'), '-U', 'sluice', '--pwfile', secret, ...INITDB],
    { ...who, cwd: dir, encoding: 'utf8', env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } },
  );
  if (made.status !== 0) {
    await endOf(keeper);
    throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
  }
  const cluster: Cluster = {
    pattern: `postgres://sluice:${password}@127.0.0.1:${port}/DATABASE`,
    start: async () => {
      keeper.stdin.write('start\n');
      await answering(cluster.pattern, join(dir, 'log'));
    },
    crash: async () => {
      const crashed = new Promise((resolve) => keeper.stdout.once('data', resolve));
      keeper.stdin.write('crash\n');
      await crashed;
    },
    end: () => endOf(keeper),
  };
  try {
    await cluster.start();
  } catch (error) {
    await cluster.end();
    throw error;
  }
  return cluster;
};

/** Its files need not survive the machine, the server itself runs with fsync on. */
const INITDB = ['--auth=scram-sha-256', '-E', 'UTF8', '--no-sync', '--no-instructions'];

const endOf = (keeper: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    // Until now it kept nobody waiting; its end is waited for.
    keeper.ref();
    keeper.once('close', () => resolve());
    keeper.stdin?.end();
  });

/** PostgreSQL refuses to run as root: then as its own user, or as nobody. */
export const unprivileged = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user "postgres" or "nobody".');
};

const answering = async (pattern: string, log: string): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const client = new Client({ connectionString: pattern.replace('DATABASE', 'postgres') });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not answer: ${error}\n${readLog(log)}`);
      await new Promise((again) => setTimeout(again, 50));
    }
  }
};

const readLog = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
