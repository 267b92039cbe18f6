/** `sluice move`: everything in the data directory, into a PostgreSQL. */
import { fileURLToPath } from 'node:url';
import { done, failed, misuse, usageProblem, type Verb } from '../verb.ts';

export const move: Verb = {
  usage: 'move --to URL',
  summary: 'copies the embedded database of DATA_DIR into an empty PostgreSQL',
  details: [
    'Stop the server first. All is copied or nothing; the data directory stays as it is.',
    '',
    '  --to URL   postgres://user:password@host/database; the database exists and is empty',
  ].join('\n'),
  operands: [],
  options: { to: 'text' },
  run: async (given, io) => {
    const url = given.text('to');
    if (url === undefined) return misuse([usageProblem('--to', '--to is missing.', 'Say where to move.')]);
    // As npm does: the same ./data, wherever one stands.
    process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
    const { move: moveData } = await import('@sluice/server/move');
    const outcome = await moveData(url);
    if (!outcome.ok) return failed(outcome.problems);
    const { moved, dataDir, secretFile } = outcome.value;
    const lines = [
      ...moved.filter(({ rows }) => rows > 0).map(({ table, rows }) => `${rows} ${table}`),
      '',
      'Moved. Start every node with DATABASE_URL set to this address, and with',
      secretFile === null
        ? 'SLUICE_SECRET as it is now.'
        : `SLUICE_SECRET set to the content of ${secretFile}: without it stored credentials cannot be read.`,
      `Do not start a server on ${dataDir} again: what it takes in would not be in PostgreSQL.`,
    ];
    await io.out.write(`${lines.join('\n')}\n`);
    return done;
  },
};
