/** A mail server on loopback that takes what it is given, or refuses the next mail. */
import { createServer, type Socket } from 'node:net';

export type Taken = { from: string; to: string[]; data: string };
export type MailServer = {
  readonly url: string;
  readonly taken: Taken[];
  /** The next recipient is answered with this line. */
  refuse(line: string): void;
  close(): Promise<void>;
};

export const startMailServer = async (): Promise<MailServer> => {
  const taken: Taken[] = [];
  const sockets = new Set<Socket>();
  let refusal: string | null = null;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    const say = (line: string) => socket.write(`${line}\r\n`);
    let mail: Taken = { from: '', to: [], data: '' };
    let inData = false;
    let rest = '';
    say('220 mail.test');
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString('utf8')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (inData && line !== '.') mail.data += `${line}\n`;
        else if (inData) {
          inData = false;
          taken.push(mail);
          mail = { from: '', to: [], data: '' };
          say('250 taken');
        } else if (/^EHLO/i.test(line)) say('250 mail.test');
        else if (/^MAIL FROM:/i.test(line)) {
          mail = { from: addressIn(line), to: [], data: '' };
          say('250 ok');
        } else if (/^RCPT TO:/i.test(line) && refusal !== null) {
          say(refusal);
          refusal = null;
        } else if (/^RCPT TO:/i.test(line)) {
          mail.to.push(addressIn(line));
          say('250 ok');
        } else if (/^DATA/i.test(line)) {
          inData = true;
          say('354 go on');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else say('250 ok');
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    refuse: (line) => {
      refusal = line;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
};

const addressIn = (line: string): string => /<([^>]*)>/.exec(line)?.[1] ?? '';
