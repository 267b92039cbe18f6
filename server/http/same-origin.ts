/** Whether a page of ours sent a call, as its browser says: no script can make it say otherwise. */
import { problem, type Result, refused } from '@sluice/core/problem';

type Headers = {
  readonly origin?: string | undefined;
  readonly host?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
};

/** `unsaid`: it comes from no browser of today, so from nobody whose cookies another site could borrow. */
export type Sender = 'ours' | 'foreign' | 'unsaid';

/** Both headers are believed only when they agree; `null` and what cannot be read are foreign. */
export const senderOf = (headers: Headers, publicUrl: string | undefined): Sender => {
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  if (site === undefined && origin === undefined) return 'unsaid';
  if (site !== undefined && site !== 'same-origin') return 'foreign';
  if (origin === undefined) return 'ours';
  if (!URL.canParse(origin)) return 'foreign';
  const sent = new URL(origin);
  const known = publicUrl !== undefined && new URL(publicUrl).origin === sent.origin;
  return known || sent.host === headers.host ? 'ours' : 'foreign';
};

/** A call that changes something and would be done in the name of whoever the cookie belongs to. */
export const FOREIGN: Result<never> = refused(
  problem(
    'origin-not-allowed',
    '',
    'This call does not come from a page of this Sluice.',
    'Open the studio at its own address; a program uses an API key.',
  ),
);
