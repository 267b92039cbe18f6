/** Where to go after signing in: only ever a page of our own. */

/** Letters, digits and what pages of ours have in their addresses; no backslash, no control character, no encoded slash. */
const PATH = /^\/(?![/\\])[\w\-.~!$&'()*+,;=:@/?%[\]]*(#[\w\-.~!$&'()*+,;=:@/?%]*)?$/;
const HIDDEN = /%(2f|5c|0[0-9a-f]|1[0-9a-f]|7f)/i;

/**
 * The path to go on with, or `home` for anything that is no plain path of this origin: other origins in any disguise
 * (`//evil.com`, `/\evil.com`, `https:evil`, `javascript:…`, `/%2f/evil.com`), and what cannot be read.
 */
export const safeNext = (next: unknown, home = '/studio'): string => {
  if (typeof next !== 'string' || next.length > 2_000 || !PATH.test(next)) return home;
  const [path = ''] = next.split(/[?#]/);
  if (HIDDEN.test(path) || path.includes('//')) return home;
  return path.split('/').some((part) => /^(\.|%2e){1,2}$/i.test(part)) ? home : next;
};
