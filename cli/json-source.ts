/** JSON from a file or from standard input; what cannot be read is a problem that names it. */
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Io } from './io.ts';

export const readJsonFile = async (path: string): Promise<Result<unknown>> => {
  try {
    return parseJson(await readFile(path), path);
  } catch (error) {
    const says = unreadable(error);
    if (says === null) throw error;
    return refused(problem('unreadable-file', path, says));
  }
};

/** All of standard input as one JSON value. */
export const readJsonInput = async (io: Io): Promise<Result<unknown>> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.input) chunks.push(chunk);
  return parseJson(Buffer.concat(chunks), 'standard input');
};

const parseJson = (bytes: Buffer, at: string): Result<unknown> => {
  if (!isUtf8(bytes)) return refused(problem('not-utf8', at, 'This text is not UTF-8.', 'Save it as UTF-8.'));
  try {
    return ok(JSON.parse(bytes.toString('utf8').replace(/^\u{FEFF}/u, '')));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused(problem('not-json', at, 'This is not JSON.', error.message));
  }
};

const unreadable = (error: unknown): string | null => {
  if (!(error instanceof Error && 'code' in error)) return null;
  switch (error.code) {
    case 'ENOENT':
      return 'There is no such file.';
    case 'EISDIR':
      return 'This is a folder, not a file.';
    case 'EACCES':
    case 'EPERM':
      return 'This file may not be read.';
    default:
      return `This file cannot be read: ${error.message}.`;
  }
};
