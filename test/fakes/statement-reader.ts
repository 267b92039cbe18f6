/** Reads what a client says to PostgreSQL, and cuts it where the server is to answer: one piece per round trip. */

export type Piece = {
  readonly bytes: Buffer;
  /** The SQL of the round trip; '' for what carries none (the greeting, the password, the farewell). */
  readonly text: string;
};

const TYPE_AND_LENGTH = 5;

/** Feed it what arrives; it gives the pieces that are whole. The protocol is PostgreSQL's, version 3. */
export const makeStatementReader = (): ((chunk: Buffer) => readonly Piece[]) => {
  let rest = Buffer.alloc(0);
  let greeted = false;
  let begun: Buffer[] = [];
  let text = '';
  const named = new Map<string, string>();

  /** Takes one message of this length off the rest. */
  const take = (length: number): Buffer => {
    const message = rest.subarray(0, length);
    rest = rest.subarray(length);
    return message;
  };

  const note = (type: string, body: Buffer): void => {
    const words = body.toString('utf8').split('\0');
    if (type === 'Q') text = words[0] ?? '';
    if (type === 'P') {
      text = words[1] ?? '';
      named.set(words[0] ?? '', text);
    }
    // portal, then the name of the statement
    if (type === 'B') text = named.get(words[1] ?? '') ?? text;
  };

  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const pieces: Piece[] = [];
    while (rest.length >= TYPE_AND_LENGTH) {
      const length = greeted ? 1 + rest.readInt32BE(1) : rest.readInt32BE(0);
      if (rest.length < length) break;
      const message = take(length);
      begun.push(message);
      const type = greeted ? String.fromCharCode(message[0] ?? 0) : '';
      greeted = true;
      note(type, message.subarray(TYPE_AND_LENGTH));
      // Parse, Bind, Describe, Execute, Close: the server answers when Sync has come.
      if ('PBDEC'.includes(type) && type !== '') continue;
      pieces.push({ bytes: Buffer.concat(begun), text });
      begun = [];
      text = '';
    }
    return pieces;
  };
};
