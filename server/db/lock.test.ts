import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lockDirectory } from './lock.ts';

const directory = mkdtempSync(join(tmpdir(), 'sluice-lock-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('the lock of a data directory', () => {
  test('is held by one, and free again once released', () => {
    const first = lockDirectory(join(directory, 'data'));
    expect(lockDirectory(join(directory, 'data'))).toMatchObject({
      ok: false,
      problems: [{ code: 'data-directory-in-use', at: 'DATA_DIR' }],
    });
    if (first.ok) first.value.release();
    const second = lockDirectory(join(directory, 'data'));
    expect(second.ok).toBe(true);
    if (second.ok) second.value.release();
  });

  test('a place where no directory can be is refused in one sentence', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(lockDirectory(join(directory, 'file', 'data'))).toMatchObject({
      ok: false,
      problems: [{ code: 'data-directory-unusable', at: 'DATA_DIR' }],
    });
  });
});
