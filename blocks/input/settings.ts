/** The settings of an input, as they are stored. */
import { templateSetting, variableSetting } from '@sluice/core/interpreter/setting';
import { z } from 'zod';

export const INPUT_KINDS = [
  'text',
  'number',
  'email',
  'url',
  'phone',
  'date',
  'time',
  'rating',
  'file',
] as const;

/** Characters of a text answer: 16,000 of the widest still fit into one variable (64 KB). */
export const LONGEST_TEXT = 16_000;

const bound = z.union([z.number(), z.string().max(20)]);
const length = z.number().int().min(0).max(LONGEST_TEXT);

const validationSetting = z.strictObject({
  /** Numbers and ratings: a number; dates: "2026-03-09"; times: "09:30". */
  min: bound.exactOptional(),
  max: bound.exactOptional(),
  /** Numbers: the distance between allowed values, counted from `min` or 0. */
  step: z.number().positive().exactOptional(),
  minLength: length.exactOptional(),
  maxLength: length.exactOptional(),
  /** An RE2 pattern that the whole text must match; `(?i)` in front ignores case. */
  pattern: z.string().min(1).max(900).exactOptional(),
  /** Said when the answer is of the right kind but outside these rules. */
  message: templateSetting.exactOptional(),
});

export const inputSettings = z.strictObject({
  kind: z.enum(INPUT_KINDS),
  variable: variableSetting.exactOptional(),
  placeholder: templateSetting.exactOptional(),
  button: templateSetting.exactOptional(),
  required: z.boolean().exactOptional(),
  validation: validationSetting.exactOptional(),
  retryMessage: templateSetting.exactOptional(),
  /** How often the question is asked again; then the flow leaves by `invalid`. */
  maxRetries: z.number().int().min(0).max(20).exactOptional(),
  /** Seconds without an answer after which the flow leaves by `invalid`; at most thirty days. */
  timeout: z
    .number()
    .int()
    .min(1)
    .max(30 * 24 * 60 * 60)
    .exactOptional(),
  /** Phones: the country of a number written without one, as in "DE". */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'A country is two capital letters: DE')
    .exactOptional(),
});

export type InputSettings = z.infer<typeof inputSettings>;
export type Validation = z.infer<typeof validationSetting>;
