/** Shapes that several calls share. */
import { z } from 'zod';

export const id = z.string().min(1).max(200);
export const name = z
  .string()
  .trim()
  .min(1, 'A name is needed.')
  .max(200, 'A name has at most 200 characters.');
/** One spelling for each address: accounts are found by it. */
export const email = z
  .string()
  .trim()
  .normalize('NFC')
  .toLowerCase()
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.email('This is not an e-mail address.'));
export const PASSWORD_LENGTH = { least: 12, most: 200 };
/** A new password. */
export const password = z
  .string()
  .min(PASSWORD_LENGTH.least, `A password needs at least ${PASSWORD_LENGTH.least} characters.`)
  .max(PASSWORD_LENGTH.most, `A password has at most ${PASSWORD_LENGTH.most} characters.`);
/** What stands in a link that was mailed or shown. */
export const linkToken = z.string().min(1, 'The link is not complete.').max(500);
export const roleShape = z.enum(['viewer', 'editor', 'owner']);
export const instant = z.iso.datetime().describe('ISO 8601, UTC');
export const byId = z.strictObject({ id });

export const problemShape = z.object({
  code: z.string(),
  at: z.string(),
  says: z.string(),
  hint: z.string(),
});
export const problemList = z.object({ problems: z.array(problemShape) });

/** The body of every refused call (RFC 9457, application/problem+json). */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  problems: z.array(problemShape),
  requestId: z.string().optional(),
});

/** On every list; `next` of the answer is the next call's `cursor`, which may also be called `after`. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
  after: z.string().max(500).optional().describe('The same as `cursor`.'),
};
export const list = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };
