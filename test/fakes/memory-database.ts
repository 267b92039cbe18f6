/** A migrated database in memory, from an image that is prepared once per schema. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import type { Database } from '../../server/db/database.ts';
import { openInMemory } from '../../server/db/embedded.ts';
import { readMigrations } from '../../server/db/migrate.ts';
import type { Tracing } from '../../server/tracing.ts';

const CACHE = new URL('../../node_modules/.cache/sluice/', import.meta.url);

/** Opens in a fraction of the time that a fresh start and all migrations take. */
export const memoryDatabase = async (tracing?: Tracing): Promise<Database> => {
  const texts = (await readMigrations()).map(({ name, text }) => `${name}\n${text}`).join('\n');
  const file = new URL(`schema-${createHash('sha256').update(texts).digest('hex').slice(0, 16)}.tar`, CACHE);
  const opened = await openInMemory(new Blob([await imageAt(file)]), tracing);
  if (!opened.ok) throw new Error(opened.problems[0]?.says);
  return opened.value;
};

const imageAt = async (file: URL): Promise<Buffer<ArrayBuffer>> => {
  try {
    return await readFile(file);
  } catch {
    const bytes = Buffer.from(await (await freshImage()).arrayBuffer());
    await mkdir(CACHE, { recursive: true });
    // Written aside and renamed, so that test files that start together never read half an image.
    const aside = new URL(`${file.href}.${process.pid}`);
    await writeFile(aside, bytes);
    await rename(aside, file);
    return bytes;
  }
};

const freshImage = async (): Promise<Blob> => {
  const pglite = await PGlite.create();
  for (const { name, text } of await readMigrations()) {
    await pglite.exec(text);
    await pglite.exec(
      'create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())',
    );
    await pglite.query('insert into migrations (name) values ($1)', [name]);
  }
  const image = await pglite.dumpDataDir('none');
  await pglite.close();
  return image;
};
