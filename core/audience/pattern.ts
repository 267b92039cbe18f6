/** Regular expressions from customers: RE2 only, so that no pattern can stop the house. */
import { RE2JS } from 're2js';
import { ok, problem, type Result, refused } from '../problem.ts';
import { verbatim } from './scalar.ts';

/** Compiling grows with the pattern: this is far above any real rule and far below a noticeable pause. */
export const PATTERN_LENGTH = 1_000;
/** The same for what counted repetitions unfold to ("(x{1000}){…}"), in RE2's instructions. */
const PROGRAM_SIZE = 20_000;

/**
 * Compiles a pattern that is searched for anywhere in a text, ignoring case unless `exact`.
 * Source of the guarantee: RE2 (Russ Cox, "Regular Expression Matching Can Be Simple And Fast").
 */
export const compilePattern = (pattern: string, exact = false): Result<(text: string) => boolean> => {
  if (pattern.length > PATTERN_LENGTH) {
    return refused(
      problem(
        'bad-pattern',
        '',
        `A pattern may have at most ${PATTERN_LENGTH} characters.`,
        'Shorten the pattern.',
      ),
    );
  }
  try {
    const compiled = RE2JS.compile(verbatim(pattern), exact ? 0 : RE2JS.CASE_INSENSITIVE);
    if (compiled.programSize() > PROGRAM_SIZE) {
      return refused(
        problem('bad-pattern', '', 'This pattern is too large.', 'Use fewer counted repetitions.'),
      );
    }
    return ok((text) => compiled.test(text));
  } catch (thrown) {
    const reason =
      thrown instanceof Error
        ? thrown.message.replace(/^error parsing regexp: /, '').replace('`(?i)', '`')
        : 'not a pattern';
    return refused(
      problem(
        'bad-pattern',
        '',
        `This pattern does not compile: ${reason}.`,
        'Write an RE2 regular expression; look-around and back-references do not exist there.',
      ),
    );
  }
};
