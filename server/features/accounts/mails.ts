/** The words of our mails. Plain text: a name that somebody chose is text there, whatever it looks like. */
import type { Mail } from '../../mailer.ts';

/** In one line, also in a subject. */
const line = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 100);

export const invitationMail = (mail: {
  readonly to: string;
  readonly workspace: string;
  readonly invitedBy: string;
  readonly link: string;
}): Mail => ({
  to: mail.to,
  subject: `You are invited to “${line(mail.workspace)}” on Sluice`,
  text: [
    `${line(mail.invitedBy)} invites you to work in “${line(mail.workspace)}”.`,
    '',
    'Accept here, within seven days:',
    mail.link,
    '',
    'The link is for you alone and works once. If you expected nothing like this, ignore this mail.',
    '',
  ].join('\n'),
});

export const resetMail = (mail: { readonly to: string; readonly link: string }): Mail => ({
  to: mail.to,
  subject: 'Set a new password for Sluice',
  text: [
    'Somebody, you we hope, asked to set a new password for this address.',
    '',
    'Set it here, within an hour:',
    mail.link,
    '',
    'The link works once. If it was not you, ignore this mail: your password stays as it is.',
    '',
  ].join('\n'),
});
