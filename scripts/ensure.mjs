/**
 * Makes a clone ready to run: packages as the lockfile says, widget and studio built. Does nothing, fast, when all is ready.
 * Plain JavaScript without dependencies, because it runs on the host's Node (18 or newer) before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, 'node_modules');
const LOCKFILE = join(ROOT, 'package-lock.json');
const INSTALL_STAMP = join(MODULES, '.sluice-stamp');
const GUARD = join(ROOT, '.cache', 'ensure.lock');
const NODE = join(MODULES, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const NODE_MAJOR = 26;
/** What browsers load, and what it is made of. */
const BUILDS = {
  widget: ['widget', 'platforms/website/protocol.ts', 'package-lock.json'],
  studio: ['studio', 'core', 'blocks', 'platforms', 'api', 'examples', 'package-lock.json'],
};

const say = (line) => process.stdout.write(`sluice: ${line}\n`);

const giveUp = (line) => {
  process.stderr.write(`sluice: ${line}\n`);
  process.exit(1);
};

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

const readIf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** The platform is part of it: a folder shared with a container or another machine holds the wrong binaries. */
const installKey = () =>
  createHash('sha256')
    .update(readFileSync(LOCKFILE))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');

/**
 * True when somebody ran `npm ci` by hand and it matches: every package that npm says it installed is the lockfile's,
 * and none that must be there is missing.
 */
const installedByHand = () => {
  const own = readIf(join(MODULES, '.package-lock.json'));
  if (own === undefined || !existsSync(NODE)) return false;
  const installed = JSON.parse(own).packages;
  const wanted = JSON.parse(readFileSync(LOCKFILE, 'utf8')).packages;
  const same = Object.entries(installed).every(
    ([path, entry]) => wanted[path]?.version === entry.version && wanted[path]?.integrity === entry.integrity,
  );
  const missing = Object.entries(wanted).some(
    ([path, entry]) => path.startsWith('node_modules/') && !entry.optional && !entry.peer && !installed[path],
  );
  return same && !missing;
};

/**
 * npm as this host has it. Under `npm start` npm tells its own path and Node; that Node is not the one in
 * node_modules, which `npm ci` is about to replace under our feet.
 */
const npm = (args) => {
  const cli = process.env.npm_execpath;
  const node = process.env.npm_node_execpath;
  const known = cli?.endsWith('npm-cli.js') && node && !node.startsWith(MODULES) && existsSync(cli);
  const [command, first] = known ? [node, [cli]] : ['npm', []];
  return spawnSync(command, [...first, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: !known && process.platform === 'win32',
    // A shell set to production would leave out the compiler and the test runner.
    env: { ...process.env, NODE_ENV: 'development' },
  });
};

const install = () => {
  const since = Date.now();
  say('installing packages from the lockfile (once; about half a minute)…');
  // The warnings silenced here are about the host's Node, which runs npm and nothing else.
  const ran = npm(['ci', '--loglevel=error', '--ignore-scripts', '--include=dev', '--include=optional']);
  if (ran.error) giveUp(`npm could not be started: ${ran.error.message}. Is npm installed?`);
  if (ran.status !== 0) {
    process.stderr.write(`${ran.stdout}${ran.stderr}`);
    giveUp(
      `npm ci failed (exit ${ran.status}), see above. It needs the npm registry; run the command again.`,
    );
  }
  return () => say(`packages installed in ${seconds(since)}.`);
};

/** Optional packages that fail to download are skipped by npm without a word; the product cannot run without this one. */
const proveNode = () => {
  const ran = spawnSync(NODE, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  const version = ran.status === 0 ? ran.stdout.trim() : undefined;
  if (version?.startsWith(`v${NODE_MAJOR}.`)) return;
  giveUp(
    `Node ${NODE_MAJOR} did not arrive for ${process.platform}-${process.arch} (found ${version ?? 'none'}). ` +
      'Remove node_modules and run the command again; it exists for Linux (glibc), macOS and Windows.',
  );
};

const ensurePackages = () => {
  const key = installKey();
  if (readIf(INSTALL_STAMP) === key && existsSync(NODE)) return;
  const finished = installedByHand() ? () => {} : install();
  proveNode();
  writeFileSync(INSTALL_STAMP, key);
  finished();
};

const filesUnder = (path) => {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !['dist', 'node_modules'].includes(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .flatMap((entry) => filesUnder(join(path, entry.name)));
};

const sourcesKey = (sources) => {
  const hash = createHash('sha256');
  const files = sources.flatMap((path) => filesUnder(join(ROOT, path))).sort();
  for (const file of files) {
    hash
      .update(`${relative(ROOT, file).split(sep).join('/')}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
};

const ensureBuilt = (name, sources) => {
  if (!existsSync(join(ROOT, name, 'build.ts'))) return;
  const stamp = join(ROOT, name, 'dist', '.sluice-stamp');
  const key = sourcesKey(sources);
  if (readIf(stamp) === key) return;
  const since = Date.now();
  const ran = spawnSync(NODE, [join(ROOT, 'scripts', 'build.ts'), name], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (ran.status !== 0) {
    process.stderr.write(`${ran.stdout}${ran.stderr}`);
    giveUp(`the ${name} could not be built, see above.`);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, key);
  say(`${name} built in ${seconds(since)}.`);
};

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Its process is gone, or it is too old to be true (process ids are reused). */
const abandoned = () => {
  const stats = statSync(GUARD, { throwIfNoEntry: false });
  if (!stats) return false;
  const holder = Number(readIf(GUARD));
  const age = Date.now() - stats.mtimeMs;
  return age > 10 * 60_000 || (holder > 0 ? !alive(holder) : age > 5_000);
};

const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

/** Two commands started at once in one clone take turns; a guard left by a killed process is taken over. */
const guarded = (work) => {
  mkdirSync(dirname(GUARD), { recursive: true });
  let told = false;
  for (;;) {
    try {
      writeFileSync(GUARD, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (abandoned()) {
      rmSync(GUARD, { force: true });
      continue;
    }
    if (!told) say('another command is preparing this clone; waiting for it…');
    told = true;
    sleep(200);
  }
  const release = () => rmSync(GUARD, { force: true });
  process.on('exit', release);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
  work();
};

guarded(() => {
  ensurePackages();
  for (const [name, sources] of Object.entries(BUILDS)) ensureBuilt(name, sources);
});
