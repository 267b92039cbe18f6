/** Finds the browser that the journeys drive, and gets Debian's when it is missing and we may. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const MISSING =
  'The browser journeys need Chromium and none was found. Install it (Debian: apt-get install -y chromium), ' +
  'or name yours in CHROMIUM_PATH.';

/** Arguments under which headless Chromium stays quiet, offline by itself and runs as root. */
export const CHROMIUM_ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

const find = (): string | undefined =>
  [process.env.CHROMIUM_PATH ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));

/** The executable's path. Throws a sentence that says what to do: a journey without a browser fails, it is never skipped. */
export const chromiumPath = (): string => {
  const path = find();
  if (path === undefined) throw new Error(MISSING);
  return path;
};

const mayInstall = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Installs Debian's package when there is no browser and we are root there. Gives the problem, or undefined when all is well. */
export const ensureChromium = (): string | undefined => {
  if (find() !== undefined) return undefined;
  if (!mayInstall()) return MISSING;
  console.log('chromium: missing; apt-get update && apt-get install -y chromium (about a minute)…');
  for (const command of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const ran = spawnSync('apt-get', ['-q', ...command], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (ran.status !== 0)
      return `apt-get ${command[0]} failed: ${(ran.stderr || ran.error?.message) ?? ''}${MISSING}`;
  }
  return find() === undefined ? MISSING : undefined;
};
