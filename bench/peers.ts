/** The peers' published packages, fetched by npm at exact versions and held against their known digests. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Fetched alone: a published page loads their files, not what a build of them would need. */
const PACKAGES = {
  '@typebot.io/js': {
    version: '0.10.7',
    integrity:
      'sha512-c5GKjgJlfSjOIhTm8kqohWE/daJeBWlnqK6Xi3AYlFu/3W0NkqsD+T6G+ehu2sDGv8po+FuMB/K6g12/zQVN2Q==',
  },
  '@n8n/chat': {
    version: '1.37.0',
    integrity:
      'sha512-V1EQxDp/+rW6o/5OZgbwDfgPJXG8Jrn3TIdq7Z/26QTP90Uo3g2gv8CMnaQcphdTQVR+K06X34DOCRHXa8Tqnw==',
  },
  'deep-chat': {
    version: '2.4.2',
    integrity:
      'sha512-wQNd6Z6HDoH7OMeoQKpmxDm9XdWrRjMkBJ2yl5tsYND9Dz2UCv/BdGVM8vK2V0mhO1u+OniHYPWDGvjlNxjCeQ==',
  },
} as const;

export type PeerPackage = keyof typeof PACKAGES;

const STORE = join(import.meta.dirname, 'node_modules/.peers');

const run = (program: string, args: readonly string[]): void => {
  const ran = spawnSync(program, args, { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${ran.stderr || ran.error?.message}`);
};

/** The folder of the unpacked package. */
export const peerPackage = (name: PeerPackage): string => {
  const { version, integrity } = PACKAGES[name];
  const folder = join(STORE, `${name.replaceAll('/', '-')}-${version}`);
  if (existsSync(join(folder, 'package'))) return join(folder, 'package');
  mkdirSync(folder, { recursive: true });
  run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', folder]);
  const file = readdirSync(folder).find((each) => each.endsWith('.tgz'));
  if (file === undefined) throw new Error(`npm pack gave nothing for ${name}`);
  const tarball = join(folder, file);
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (found !== integrity) throw new Error(`${name}@${version} is not the package that was compared before`);
  run('tar', ['-xzf', tarball, '-C', folder]);
  return join(folder, 'package');
};

/** A dependency of the bench, as installed. */
export const installed = (name: string): string => join(import.meta.dirname, 'node_modules', name);

export const versionOf = (folder: string): string =>
  // Every package.json of npm has a version.
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
