/** nginx as docs/nginx.conf sets it up, on loopback, before the given nodes; gone when the test is done. */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { freePort } from './free-port.ts';
import { unprivileged } from './postgres-cluster.ts';

export type Nginx = {
  /** https, with a certificate that this process trusts until `stop`. */
  readonly url: string;
  /** Where plain HTTP is answered. */
  readonly plain: string;
  stop(): Promise<void>;
};

const PROGRAMS = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx', 'nginx'];

/** The program, or undefined where there is none: the tests install nothing for it. */
export const nginxProgram = (): string | undefined =>
  PROGRAMS.find((program) => spawnSync(program, ['-v']).status === 0);

/** Everything that a machine's own nginx.conf would say around it, below the folder `dir`. */
const around = (dir: string): string => `
pid ${dir}/pid;
error_log stderr warn;
events { worker_connections 256; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${dir}/${kind};`).join(' ')}
  include ${dir}/sluice.conf;
}`;

export const startNginx = async (program: string, nodes: readonly string[]): Promise<Nginx> => {
  const dir = mkdtempSync(join(tmpdir(), 'sluice-nginx-'));
  const who = unprivileged();
  const [plain, secure] = [await freePort(), await freePort()];
  const [certificate, key] = [join(dir, 'fullchain.pem'), join(dir, 'privkey.pem')];
  selfSigned(certificate, key);
  const documented = readFileSync(new URL('../../docs/nginx.conf', import.meta.url), 'utf8');
  const here = documented
    .replace(/server sluice:4400 (.*);/, (_, how) => nodes.map((node) => `server ${node} ${how};`).join('\n'))
    .replace('listen 80;', `listen 127.0.0.1:${plain};`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${secure} ssl;`)
    .replaceAll('/etc/nginx/certificates', dir);
  writeFileSync(join(dir, 'sluice.conf'), here);
  writeFileSync(join(dir, 'nginx.conf'), around(dir));
  if (who) for (const path of [dir, certificate, key]) chownSync(path, who.uid, who.gid);
  const child = spawn(
    program,
    ['-p', dir, '-e', 'stderr', '-c', join(dir, 'nginx.conf'), '-g', 'daemon off;'],
    {
      ...who,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, readFileSync(certificate, 'utf8')]);
  const nginx: Nginx = {
    url: `https://127.0.0.1:${secure}`,
    plain: `http://127.0.0.1:${plain}`,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      setDefaultCACertificates(trusted);
      rmSync(dir, { recursive: true, force: true });
    },
  };
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) break;
    const up = await fetch(`${nginx.url}/healthz`).then(
      () => true,
      () => false,
    );
    if (up) return nginx;
    await new Promise((again) => setTimeout(again, 50));
  }
  await nginx.stop();
  throw new Error(`nginx does not answer: ${said}`);
};

const selfSigned = (certificate: string, key: string): void => {
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = spawnSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      certificate,
      ...subject,
    ],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`openssl failed: ${made.stderr || made.error?.message}`);
};
