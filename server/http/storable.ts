/** Refuses input that the database cannot keep, before anything looks at it. */
import { type Problem, problem } from '@sluice/core/problem';

/** Far deeper than any document; beyond it, walking JSON would exhaust the stack. */
const DEEPEST = 100;

/** PostgreSQL keeps no NUL character and no half of a surrogate pair. */
const broken = (text: string): boolean => text.includes('\0') || /\p{Surrogate}/u.test(text);

/** The first thing in a parsed body (or params, or query) that cannot be stored; null when all of it can. */
export const unstorable = (given: unknown): Problem | null => {
  const open: { value: unknown; at: string; depth: number }[] = [{ value: given, at: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, at, depth } = next;
    if (typeof value === 'string' && broken(value)) {
      return problem(
        'bad-request',
        at,
        'This text holds a character that cannot be stored.',
        'Remove NUL characters and broken emoji.',
      );
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEEPEST) {
      return problem(
        'bad-request',
        at,
        `This is nested more than ${DEEPEST} levels deep.`,
        'Send a flatter body.',
      );
    }
    for (const [key, inner] of Object.entries(value)) {
      if (broken(key))
        return problem('bad-request', at, 'A key here holds a character that cannot be stored.');
      open.push({ value: inner, at: at === '' ? key : `${at}.${key}`, depth: depth + 1 });
    }
  }
  return null;
};
