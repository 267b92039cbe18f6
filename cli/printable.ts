/** Text from files and people, made harmless for a terminal: control characters could move the cursor or recolour it. */
import { type Problem, problemLine } from '@sluice/core/problem';

const CONTROL = /\p{Cc}/gu;
const CONTROL_IN_LINES = /(?![\n\t])\p{Cc}/gu;

/** On one line. */
export const onOneLine = (text: string): string => text.replace(CONTROL, ' ');

/** Lines and tabs stay. */
export const printable = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(CONTROL_IN_LINES, '\u{FFFD}');

/** One problem a line. */
export const problemLines = (problems: readonly Problem[]): string =>
  problems.map((each) => `${onOneLine(problemLine(each))}\n`).join('');
