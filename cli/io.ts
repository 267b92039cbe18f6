/** What a verb may touch of the world: three streams, the time, and a person at a terminal when there is one. */
import type { Clock } from '@sluice/core/instant';

export type Output = {
  /** Resolves when the text is taken; false when nobody reads any more (`| head`), and the verb may stop. */
  write(text: string): Promise<boolean>;
};

export type Style = 'bold' | 'dim' | 'green' | 'red';

/** A person who reads and types. */
export type Terminal = {
  readonly columns: number;
  /** One line from the person; null when they leave (Ctrl-C, Ctrl-D). */
  ask(prompt: string): Promise<string | null>;
  style(style: Style, text: string): string;
  close(): void;
};

export type Io = {
  /** Standard input, as it arrives. */
  readonly input: AsyncIterable<Uint8Array>;
  readonly out: Output;
  readonly err: Output;
  readonly clock: Clock;
  /** Null when input or output is a file, a pipe or a script. */
  readonly openTerminal: (() => Terminal) | null;
};
