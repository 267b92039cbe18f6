/** Moves what the embedded database holds into PostgreSQL; the data directory stays as it is. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { readEmbeddedConfig } from './config.ts';
import { openEmbedded } from './db/embedded.ts';
import { type Moved, moveDatabase } from './db/move.ts';
import { openPostgres } from './db/postgres.ts';

export type MoveDone = {
  readonly moved: readonly Moved[];
  readonly dataDir: string;
  /** Null when it came from the environment. */
  readonly secretFile: string | null;
};

/**
 * From DATA_DIR to the empty database at `url`. Problems: nothing to move, a server that still runs on it, a URL that
 * is none, a database that cannot be used or is not empty.
 */
export const move = async (url: string, env?: NodeJS.ProcessEnv): Promise<Result<MoveDone>> => {
  const config = readEmbeddedConfig(env);
  if (!config.ok) return config;
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    return refused(
      problem(
        'usage',
        '--to',
        'This is no PostgreSQL address.',
        'Write postgres://user:password@host/database.',
      ),
    );
  }
  const { dataDir, secret } = config.value;
  if (!existsSync(join(dataDir, 'database'))) {
    return refused(
      problem(
        'nothing-to-move',
        'DATA_DIR',
        `There is no database in ${dataDir}.`,
        'Set DATA_DIR to the right folder.',
      ),
    );
  }
  const from = await openEmbedded(dataDir);
  if (!from.ok) return from;
  try {
    const to = await openPostgres(url, { poolSize: 2, log: { warn: () => undefined } });
    if (!to.ok) return refused(...to.problems.map((each) => ({ ...each, at: '--to' })));
    try {
      const moved = await moveDatabase(from.value.db, to.value.db);
      if (!moved.ok) return moved;
      return ok({
        moved: moved.value,
        dataDir,
        secretFile: secret === undefined ? join(dataDir, 'secret') : null,
      });
    } finally {
      await to.value.close();
    }
  } finally {
    await from.value.close();
  }
};
