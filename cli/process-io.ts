/** The streams of this process as a verb's `Io`. */
import { createInterface } from 'node:readline';
import { styleText } from 'node:util';
import type { Io, Output, Terminal } from './io.ts';

export const processIo = (): Io => ({
  // Opened only when a verb reads it: an open standard input would keep the process alive.
  input: { [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator]() },
  out: outputOf(process.stdout),
  err: outputOf(process.stderr),
  clock: { now: () => Date.now() },
  openTerminal: process.stdin.isTTY && process.stdout.isTTY ? openTerminal : null,
});

/** Waits for every write, so that a slow reader slows us down instead of filling the memory. */
const outputOf = (stream: NodeJS.WriteStream): Output => {
  stream.on('error', () => {}); // each write hears of its own error
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (!error) resolve(true);
          else if (isGone(error)) resolve(false);
          else reject(error);
        });
      }),
  };
};

const isGone = (error: Error): boolean =>
  'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');

const openTerminal = (): Terminal => {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  reader.on('SIGINT', () => reader.close());
  const lines = reader[Symbol.asyncIterator]();
  return {
    columns: process.stdout.columns || 80,
    ask: async (prompt) => {
      reader.setPrompt(prompt);
      reader.prompt();
      const next = await lines.next();
      return next.done ? null : next.value;
    },
    style: (style, text) => styleText(style, text, { stream: process.stdout }),
    close: () => reader.close(),
  };
};
