/** One process per data directory: an exclusive lock that the operating system releases when its holder dies. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ok, problem, type Result, refused } from '@sluice/core/problem';

export type DirectoryLock = { release(): void };

/**
 * Takes the directory for this process alone. SQLite's file lock is used because it is a kernel lock: after a kill -9
 * nothing stale is left behind, and two processes that start together cannot both win.
 */
export const lockDirectory = (directory: string): Result<DirectoryLock> => {
  let file: DatabaseSync;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    file = new DatabaseSync(join(directory, 'lock.sqlite'));
  } catch (error) {
    return refused(
      problem(
        'data-directory-unusable',
        'DATA_DIR',
        `Sluice cannot write in ${directory}: ${error instanceof Error ? error.message : String(error)}.`,
        'Give it a directory of its own, with the right to write.',
      ),
    );
  }
  try {
    file.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;');
  } catch {
    file.close();
    return refused(
      problem(
        'data-directory-in-use',
        'DATA_DIR',
        `Another Sluice already runs on ${directory}.`,
        'Stop it first, or start this one with another DATA_DIR.',
      ),
    );
  }
  return ok({ release: () => file.close() });
};
