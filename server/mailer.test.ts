import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../test/fakes/mail-server.ts';
import { smtpMailer } from './mailer.ts';

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());

const mail = { to: 'bob@example.com', subject: 'Grüße', text: 'Hello\nthere\n' };
const mailer = (url = server.url) => smtpMailer({ url, from: 'Sluice <sluice@example.com>' });

describe('mail by SMTP', () => {
  it('goes to its address, from ours, and is taken when the server says so', async () => {
    expect(await mailer().send(mail)).toEqual({ ok: true, value: null });
    const [taken] = server.taken.slice(-1);
    expect(taken).toMatchObject({ from: 'sluice@example.com', to: ['bob@example.com'] });
    expect(taken?.data).toMatch(/^To: bob@example\.com$/m);
    expect(taken?.data).toContain('Hello\nthere');
  });

  it('that is refused says in the server’s words why', async () => {
    server.refuse('550 no such mailbox here');
    expect(await mailer().send(mail)).toMatchObject({
      ok: false,
      problems: [{ code: 'mail-not-sent', says: expect.stringContaining('no such mailbox here') }],
    });
  });

  it('that reaches nobody is a problem, too, and the password in the address stays out of it', async () => {
    const sent = await mailer('smtp://user:pa55word@127.0.0.1:1').send(mail);
    expect(sent).toMatchObject({ ok: false, problems: [{ code: 'mail-not-sent' }] });
    expect(JSON.stringify(sent)).not.toContain('pa55word');
  });

  it('keeps lines out of its headers and addresses', async () => {
    await mailer().send({ ...mail, subject: 'Hello\r\nBcc: eve@example.com' });
    const [taken] = server.taken.slice(-1);
    expect(taken?.to).toEqual(['bob@example.com']);
    expect(taken?.data).not.toMatch(/^Bcc:/m);
  });
});
