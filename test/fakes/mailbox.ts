/** A mailer that keeps what it is given; `refuses` makes it fail as a mail server would. */
import { ok, problem, refused } from '@sluice/core/problem';
import type { Mail, Mailer } from '../../server/mailer.ts';

export type Mailbox = Mailer & {
  readonly mails: Mail[];
  refuses: boolean;
  /** The link in the newest mail to this address. */
  linkTo(address: string): string;
};

export const mailbox = (): Mailbox => {
  const box: Mailbox = {
    mails: [],
    refuses: false,
    send: async (mail) => {
      if (box.refuses) return refused(problem('mail-not-sent', '', 'The mail server did not take the mail.'));
      box.mails.push(mail);
      return ok(null);
    },
    linkTo: (address) => {
      const mail = box.mails.findLast(({ to }) => to === address);
      return /https?:\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    },
  };
  return box;
};

export const tokenIn = (link: string): string => new URL(link).searchParams.get('token') ?? '';
