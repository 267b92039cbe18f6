/** A gate in front of PostgreSQL: it sees each statement, can stop any of them on its way, or swallow everything. */
import { connect, createServer, type Socket } from 'node:net';
import { makeStatementReader, type Piece } from './statement-reader.ts';

/** Before the database hears of it, or when it is done and nobody has heard of that. */
export type Side = 'before' | 'after';

export type Hold = {
  /** How many connections stand still there. */
  reached(): number;
  /** Lets them go on, and holds nobody any more. */
  release(): void;
};

export type Gate = {
  /** The database, through the gate. */
  readonly url: string;
  /** The SQL of every round trip since the last call, in order. */
  takeSeen(): readonly string[];
  /** Each connection that says `text` stands still from there on. */
  hold(text: string, side: Side): Hold;
  /** From now on not a byte passes, nor the news that a connection was closed: a cable is out. */
  cut(): void;
  /** What was underway arrives late, as TCP has it. */
  mend(): void;
  close(): Promise<void>;
};

type Line = {
  still: boolean;
  /** What waits to pass in each direction. */
  readonly toServer: Piece[];
  readonly toClient: Buffer[];
  flush(): void;
  end(): void;
};

export const startGate = async (databaseUrl: string): Promise<Gate> => {
  const target = new URL(databaseUrl);
  const lines = new Set<Line>();
  let seen: string[] = [];
  let isCut = false;
  let held: { readonly text: string; readonly side: Side; readonly lines: Set<Line> } | null = null;

  const serve = (client: Socket): void => {
    const server = connect(Number(target.port), target.hostname);
    const read = makeStatementReader();
    let awaitsHeld = false;
    let over = false;
    const line: Line = {
      still: false,
      toServer: [],
      toClient: [],
      flush: () => {
        if (isCut) return;
        while (!line.still) {
          const piece = line.toServer.shift();
          if (!piece) break;
          const isHeld = held !== null && piece.text === held.text;
          if (isHeld && held?.side === 'before' && !held.lines.has(line)) {
            line.toServer.unshift(piece);
            stand(held.lines);
            return;
          }
          awaitsHeld = isHeld && held?.side === 'after';
          if (piece.text !== '') seen.push(piece.text);
          server.write(piece.bytes);
        }
        if (!line.still) for (const bytes of line.toClient.splice(0)) client.write(bytes);
        if (over) line.end();
      },
      end: () => {
        over = true;
        if (isCut) return;
        client.destroy();
        server.destroy();
        lines.delete(line);
      },
    };
    const stand = (where: Set<Line>): void => {
      line.still = true;
      where.add(line);
    };
    lines.add(line);
    client.on('data', (chunk) => {
      line.toServer.push(...read(bytesOf(chunk)));
      line.flush();
    });
    server.on('data', (chunk) => {
      line.toClient.push(bytesOf(chunk));
      if (awaitsHeld && held) stand(held.lines);
      awaitsHeld = false;
      line.flush();
    });
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      socket.on('close', line.end);
    }
  };

  const gate = createServer(serve);
  await new Promise<void>((listening) => gate.listen(0, '127.0.0.1', listening));
  const address = gate.address();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' ? address?.port : 0);
  const flushAll = (): void => {
    for (const line of lines) line.flush();
  };
  return {
    url: url.href,
    takeSeen: () => {
      const all = seen;
      seen = [];
      return all;
    },
    hold: (text, side) => {
      const mine = { text, side, lines: new Set<Line>() };
      held = mine;
      return {
        reached: () => mine.lines.size,
        release: () => {
          if (held === mine) held = null;
          for (const line of mine.lines) line.still = false;
          flushAll();
        },
      };
    },
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
      flushAll();
    },
    close: async () => {
      isCut = false;
      for (const line of lines) line.end();
      await new Promise((closed) => gate.close(closed));
    },
  };
};

/** Sockets without an encoding give bytes; their type does not know. */
const bytesOf = (chunk: string | Buffer): Buffer => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
