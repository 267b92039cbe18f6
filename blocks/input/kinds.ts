/** Every kind of input, by name: the one table the block looks into. */
import type { InputKind } from '@sluice/core/interpreter/awaiting';
import type { InputKindDefinition } from './kind.ts';
import { date } from './kinds/date.ts';
import { email } from './kinds/email.ts';
import { file } from './kinds/file.ts';
import { number } from './kinds/number.ts';
import { phone } from './kinds/phone.ts';
import { rating } from './kinds/rating.ts';
import { text } from './kinds/text.ts';
import { time } from './kinds/time.ts';
import { url } from './kinds/url.ts';

export const inputKinds: { readonly [kind in InputKind]: InputKindDefinition } = {
  text,
  number,
  email,
  url,
  phone,
  date,
  time,
  rating,
  file,
};
