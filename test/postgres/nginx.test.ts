/** docs/nginx.conf, tried: TLS, streams that are not held back, and a node that dies without anybody noticing. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realPostgres } from '../fakes/database.ts';
import { listenTo } from '../fakes/event-stream.ts';
import { type Nginx, nginxProgram, startNginx } from '../fakes/nginx.ts';
import { freshDatabase } from '../fakes/postgres.ts';
import { sendTo, visitorOf } from '../fakes/site.ts';
import { PROCESS_KEY, type SluiceProcess, startSluice } from '../fakes/sluice-process.ts';
import { type Deployed, deploy, talk } from '../fakes/talk.ts';

const program = nginxProgram();

const hostOf = ({ url }: SluiceProcess): string => new URL(url).host;

if (program === undefined) {
  describe('docs/nginx.conf', () => {
    it('is not tried on a machine without nginx', () => {
      console.log(
        'There is no nginx on this machine: docs/nginx.conf was not tried (apt-get install nginx-light).',
      );
    });
  });
} else {
  describe('behind nginx as docs/nginx.conf sets it up', () => {
    let first: SluiceProcess;
    let second: SluiceProcess;
    let nginx: Nginx;
    let talking: Deployed;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const fresh = await freshDatabase(realPostgres());
      drop = fresh.drop;
      const shared = {
        DATABASE_URL: fresh.url,
        SLUICE_SECRET: randomBytes(24).toString('hex'),
        SLUICE_TRUST_PROXY: 'on',
      };
      [first, second] = await Promise.all([startSluice(shared), startSluice(shared)]);
      nginx = await startNginx(program, [hostOf(first), hostOf(second)]);
      talking = await deploy(
        sendTo(() => nginx.url),
        PROCESS_KEY,
        talk('proxied', 12, 1),
      );
    });
    afterAll(async () => {
      await nginx?.stop();
      await Promise.all([first?.remove(), second?.remove()]);
      await drop?.();
    });

    it('plain HTTP is sent to HTTPS, which answers with a year of it; metrics are not for the world', async () => {
      const plain = await fetch(`${nginx.plain}/docs?a=1`, { redirect: 'manual' });
      expect([plain.status, plain.headers.get('location')]).toEqual([301, 'https://127.0.0.1/docs?a=1']);
      const healthy = await fetch(`${nginx.url}/healthz`);
      expect([healthy.status, healthy.headers.get('strict-transport-security')]).toEqual([
        200,
        'max-age=31536000',
      ]);
      expect((await fetch(`${nginx.url}/metrics`)).status).toBe(404);
    });

    it('what comes later reaches the stream at once', async () => {
      const visitor = visitorOf(
        sendTo(() => nginx.url),
        talking.channelKey,
      );
      const opened = await visitor.open();
      const id = opened?.id ?? '';
      const url = `${nginx.url}/website/${talking.channelKey}/conversations/${id}/events`;
      const stream = await listenTo(url, visitor.token ?? '');
      await visitor.say(id, { id: 'one', text: 'one' });
      const [later] = await stream.messages(1);
      expect(later?.data).toMatchObject({ markdown: 'proxied: question 2' });
      expect(stream.events).not.toEqual([]);
      await stream.close();
    });

    it('a node that dies is nobody’s error: visitors are answered by the other', async () => {
      const send = sendTo(() => nginx.url);
      const visitors = Array.from({ length: 10 }, () => visitorOf(send, talking.channelKey));
      const ids = await Promise.all(visitors.map(async (visitor) => (await visitor.open())?.id ?? ''));
      await first.kill9();
      const statuses: number[] = [];
      for (let n = 0; n < 3; n += 1) {
        const answers = await Promise.all(
          visitors.map((visitor, v) => visitor.message(ids[v] ?? '', { id: `m-${n}`, text: 'yes' })),
        );
        statuses.push(...answers.map(({ status }) => status));
      }
      expect(new Set(statuses)).toEqual(new Set([200]));
    });
  });
}
