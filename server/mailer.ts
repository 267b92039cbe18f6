/** E-mail by SMTP; whoever has none shows links instead. */
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { createTransport } from 'nodemailer';
import type { Config } from './config.ts';

export type Mail = { readonly to: string; readonly subject: string; readonly text: string };

export type Mailer = {
  /** Resolves when the mail server has taken it. A refusal or silence is a problem that an owner can act on. */
  send(mail: Mail): Promise<Result<null>>;
};

const PATIENCE_MS = 10_000;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export const smtpMailer = ({ url, from }: NonNullable<Config['smtp']>): Mailer => {
  const { username, hostname } = new URL(url);
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    // A password never travels in the clear.
    requireTLS: username !== '' && !LOOPBACK.test(hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, subject, text }) => {
      try {
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
        return ok(null);
      } catch (error) {
        return refused(
          problem(
            'mail-not-sent',
            '',
            `The mail server did not take the mail: ${reasonOf(error)}.`,
            'Check SLUICE_SMTP_URL and SLUICE_MAIL_FROM, and the address it goes to.',
          ),
        );
      }
    },
  };
};

/** What the mail server said, or how it could not be reached; never what the mail says. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'for no known reason';
  const said = 'response' in error && typeof error.response === 'string' ? error.response : error.message;
  return said.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 200);
};
