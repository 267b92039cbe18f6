/** A website channel's settings: who may embed it, how people are verified, and how it looks. */
import type { JsonObject } from '@sluice/core/json';
import { z } from 'zod';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .refine((value) => !value.includes('\0'), 'This text has a character that cannot be stored.');

const isOrigin = (value: string): boolean =>
  /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).origin === value;

const origin = z
  .string()
  .max(300)
  .refine(
    (value) => value === '*' || isOrigin(value),
    'Write an origin as "https://shop.example": scheme and host, no path, no slash at the end; or "*" for any site.',
  );

/** Validated tokens only: what reaches a page's styles is a hex colour and two words of a fixed list. */
const theme = z.strictObject({
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Write the colour as #rrggbb.')
    .optional(),
  side: z.enum(['left', 'right']).optional(),
  scheme: z.enum(['light', 'dark', 'auto']).optional(),
});

export const websiteSettings = z.strictObject({
  allowedOrigins: z.array(origin).min(1).max(100).default(['*']),
  /** With it, only a signed identity says who somebody is. The secret signs HS256 tokens on the customer's server. */
  identity: z
    .strictObject({
      secret: z
        .string()
        .min(16, 'A secret has at least 16 characters.')
        .max(512)
        .refine((value) => !value.includes('\0'), 'A secret has no NUL character.'),
    })
    .optional(),
  title: text(80).optional(),
  greeting: text(280).optional(),
  theme: theme.optional(),
  /** Hours without a reply after which a conversation counts as abandoned. */
  sessionHours: z.number().positive().max(720).default(24),
});

export type WebsiteSettings = z.output<typeof websiteSettings>;

/**
 * The settings of a stored channel, typed. They were parsed when they were saved, so a mismatch is a bug and throws.
 * Secrets that are kept elsewhere must be filled in before: without `identity` nobody is verified.
 */
export const readSettings = (stored: JsonObject): WebsiteSettings => websiteSettings.parse(stored);
