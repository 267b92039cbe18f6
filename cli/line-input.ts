/** Standard input line by line: one answer out for every line in, as fast as the reader takes them, in little memory. */
import { isUtf8 } from 'node:buffer';
import { problem, type Result, refused, under } from '@sluice/core/problem';
import type { Io } from './io.ts';
import { done, type Ending, failed } from './verb.ts';

const NEWLINE = 0x0a;
const LONGEST = 4 * 1024 * 1024;

/** One line's answer without its newline; null for a line that gets none. */
export type AnswerLine = (line: string) => Result<string | null>;

/**
 * Answers every line of standard input. The first line that is refused ends it, with its number in the problem; the
 * answers before it stand. Lines end with LF or CRLF, the last one may end with the input; nothing else is trimmed.
 */
export const answerLines = async (io: Io, answer: AnswerLine): Promise<Ending> => {
  let number = 0;
  for await (const batch of lineBatches(io.input)) {
    let answers = '';
    for (const line of batch) {
      number += 1;
      const answered = line.ok ? answer(number === 1 ? withoutMark(line.value) : line.value) : line;
      if (!answered.ok) {
        await io.out.write(answers);
        return failed(answered.problems.map((each) => under(`line ${number}`, each)));
      }
      if (answered.value !== null) answers += `${answered.value}\n`;
    }
    // Nobody reads any more: not an error, the reader had enough.
    if (answers !== '' && !(await io.out.write(answers))) return done;
  }
  return done;
};

/** The lines that each chunk of input completes. */
async function* lineBatches(input: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Result<string>[]> {
  let begun: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of input) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      yield linesIn(Buffer.concat([...begun, chunk.subarray(0, end - 1)]));
      begun = [];
      held = 0;
    }
    begun.push(chunk.subarray(end));
    held += chunk.length - end;
    if (held > LONGEST) {
      yield [refused(problem('line-too-long', '', 'This line is longer than 4 MB.'))];
      return;
    }
  }
  if (held > 0) yield linesIn(Buffer.concat(begun));
}

const linesIn = (block: Buffer): readonly Result<string>[] =>
  isUtf8(block)
    ? block.toString('utf8').split('\n').map(lineOf)
    : // Byte by byte, so that the lines before the broken one are still answered. Latin-1 keeps every byte.
      block
        .toString('latin1')
        .split('\n')
        .map((line) => {
          const bytes = Buffer.from(line, 'latin1');
          return isUtf8(bytes) ? lineOf(bytes.toString('utf8')) : NOT_UTF8;
        });

const NOT_UTF8 = refused(problem('not-utf8', '', 'This line is not UTF-8.', 'Convert the input to UTF-8.'));

/** Some editors begin a file with a byte order mark; it is no part of the first key. */
const withoutMark = (line: string): string => (line.startsWith('\u{FEFF}') ? line.slice(1) : line);

const lineOf = (text: string): Result<string> => ({
  ok: true,
  value: text.endsWith('\r') ? text.slice(0, -1) : text,
});
