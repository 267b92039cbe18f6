/** Web addresses made from a template: filled-in values can never change the host, the path's depth or the scheme. */
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';
import type { Rendered } from './rendered.ts';

/** Where an address is used: pages and media are http(s); a link may also write a mail or call. */
export type AddressUse = 'page' | 'link';

const LONGEST = 2_000;
// Every class excludes white space, controls, quotes and backslashes, so that no reader takes the host elsewhere.
const WEB = /^https?:\/\/[^\s/?#@\\<>"'\p{C}]+(?:[/?#][^\s\\<>"\p{C}]*)?$/iu;
const MAIL = /^mailto:[^\s\\<>"\p{C}]+$/iu;
const CALL = /^tel:[+\d().\- ]+$/i;
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?=$|[/?#])/i;

const fits = (address: string, use: AddressUse): boolean =>
  address.length <= LONGEST &&
  (WEB.test(address) || (use === 'link' && (MAIL.test(address) || CALL.test(address))));

/** Percent-encodes everything a URL reads as structure; half a surrogate pair becomes U+FFFD instead of throwing. */
const encoded = (value: string): string => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'));

/** What a value may be, given the author's address so far and the text that follows; null when it has no place there. */
const placed = (before: string, value: string, after: string): string | null => {
  if (/^tel:/i.test(before)) return value.replace(/[^+\d().\- ]/g, '');
  if (/^mailto:/i.test(before)) return encoded(value).replaceAll('%40', '@');
  if (/^https?:\/\/[^/?#]*[/?#]/i.test(before)) return encoded(value);
  // In the host only one label, with the rest of the host written by the author: https://{{shop}}.example.com
  const label = /^https?:\/\//i.test(before) && /^\.[^/?#]*\p{L}/u.test(after) && /^[a-z0-9-]+$/i.test(value);
  return label ? value : null;
};

/**
 * The address that a filled-in template stands for, or null when it is none that may be opened.
 * - A template that begins with a value takes that value as it is: the author said "the address is in there".
 * - Every later value is percent-encoded for its position; in the host it can be one label at most.
 */
export const addressOf = (text: Rendered, use: AddressUse): string | null => {
  let address = '';
  let values = false;
  for (const [index, part] of text.entries()) {
    if (typeof part === 'string') {
      address += index === 0 ? part.trimStart() : part;
      continue;
    }
    const next = text[index + 1];
    const value =
      address === '' ? part.value.trim() : placed(address, part.value, typeof next === 'string' ? next : '');
    if (value === null) return null;
    values ||= address !== '';
    address += value;
  }
  address = address.trimEnd();
  if (values && DOT_SEGMENT.test(address)) return null;
  return fits(address, use) ? address : null;
};

/** Finds at publishing what can be known without values: another scheme, a missing one, or no address at all. */
export const checkAddress = (at: string, template: string, use: AddressUse): readonly Problem[] => {
  const literal = template.trim();
  const begin = literal.split('{{', 1)[0] ?? '';
  const whole = begin === literal;
  const good = whole ? fits(literal, use) : begin === '' || startsWell(begin, use);
  if (good) return [];
  const kinds = use === 'page' ? 'https:// or http://' : 'https://, http://, mailto: or tel:';
  return [
    problem(
      'not-an-address',
      at,
      literal === '' ? 'The address is empty.' : `“${literal}” is not an address that can be opened.`,
      `Begin with ${kinds}, for example https://example.com/help.`,
    ),
  ];
};

const startsWell = (begin: string, use: AddressUse): boolean =>
  /^https?:\/\//i.test(begin) || (use === 'link' && /^(?:mailto|tel):/i.test(begin));
