import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeSluice, fakeSluice } from '../../../test/fakes/sluice.ts';
import type { Config } from '../../config.ts';
import { ensureFirstWorkspace, ensureKeyFile } from './bootstrap.ts';
import { keyRing } from './key-ring.ts';

let sluice: FakeSluice;
let dataDir: string;

beforeAll(async () => {
  sluice = await fakeSluice();
  dataDir = await mkdtemp(join(tmpdir(), 'sluice-bootstrap-'));
});
afterAll(async () => {
  await sluice.close();
  await rm(dataDir, { recursive: true });
});
beforeEach(async () => {
  await sluice.runner.db.deleteFrom('api_keys').execute();
  await sluice.runner.db.deleteFrom('workspaces').execute();
});

const tools = (config: Partial<Config> = {}) => ({
  ...sluice.runner,
  config: { ...sluice.runner.config, dataDir, apiKey: undefined, ...config },
});
const OLD = 'an automation key that was used before';
const NEW = 'an automation key that is used from now';
const signedIn = async (key: string) => {
  const outcome = await keyRing(sluice.runner).authenticate(`Bearer ${key}`);
  return outcome.ok ? outcome.value : null;
};

describe('the first start', () => {
  it('makes one workspace, however many nodes start together', async () => {
    const starts = await Promise.all([1, 2, 3].map(() => ensureFirstWorkspace(tools({ demo: true }))));
    expect(new Set(starts.map(({ workspaceId }) => workspaceId)).size).toBe(1);
    expect(starts.filter(({ created }) => created)).toHaveLength(1);
    const rows = await sluice.runner.db.selectFrom('workspaces').select(['name', 'demo']).execute();
    expect(rows).toEqual([{ name: 'Demo', demo: true }]);
  });

  it('lets in the key of the environment as an owner', async () => {
    const { workspaceId } = await ensureFirstWorkspace(tools({ apiKey: OLD }));
    expect(await signedIn(OLD)).toEqual({
      workspaceId,
      id: 'key_environment',
      name: 'key Automation (SLUICE_API_KEY)',
      role: 'owner',
    });
  });

  it('lets an old key of the environment in no longer once it was changed, or taken away', async () => {
    await ensureFirstWorkspace(tools({ apiKey: OLD }));
    await ensureFirstWorkspace(tools({ apiKey: NEW }));
    expect([await signedIn(OLD), (await signedIn(NEW))?.role]).toEqual([null, 'owner']);
    await ensureFirstWorkspace(tools());
    expect(await signedIn(NEW)).toBeNull();
  });

  it('keeps the key as it is when it starts again with the same one', async () => {
    await ensureFirstWorkspace(tools({ apiKey: OLD }));
    const again = await ensureFirstWorkspace(tools({ apiKey: OLD }));
    expect(again.created).toBe(false);
    expect(await sluice.runner.db.selectFrom('api_keys').select('id').execute()).toHaveLength(1);
  });
});

describe('the key file', () => {
  it('is made once, for the user of this machine alone', async () => {
    const { workspaceId } = await ensureFirstWorkspace(tools());
    const path = await ensureKeyFile(tools(), workspaceId);
    expect(path).toBe(join(dataDir, 'api-key'));
    const key = (await readFile(join(dataDir, 'api-key'), 'utf8')).trim();
    expect((await signedIn(key))?.role).toBe('owner');
    expect((await stat(join(dataDir, 'api-key'))).mode & 0o777).toBe(0o600);
    await ensureKeyFile(tools(), workspaceId);
    expect((await readFile(join(dataDir, 'api-key'), 'utf8')).trim()).toBe(key);
  });

  it('is made anew when what it holds is no key (any more), and the one before it goes', async () => {
    const { workspaceId } = await ensureFirstWorkspace(tools());
    await ensureKeyFile(tools(), workspaceId);
    const before = (await readFile(join(dataDir, 'api-key'), 'utf8')).trim();
    await writeFile(join(dataDir, 'api-key'), 'nonsense\n', { mode: 0o644 });
    await ensureKeyFile(tools(), workspaceId);
    const after = (await readFile(join(dataDir, 'api-key'), 'utf8')).trim();
    expect([await signedIn(before), (await signedIn(after))?.role]).toEqual([null, 'owner']);
    expect((await stat(join(dataDir, 'api-key'))).mode & 0o777).toBe(0o600);
  });

  it('of one node is not taken away by another that starts on the same database', async () => {
    const shared = { databaseUrl: 'postgres://somewhere/sluice' };
    const { workspaceId } = await ensureFirstWorkspace(tools(shared));
    await writeFile(join(dataDir, 'api-key'), '');
    await ensureKeyFile(tools(shared), workspaceId);
    const first = (await readFile(join(dataDir, 'api-key'), 'utf8')).trim();
    const elsewhere = await mkdtemp(join(tmpdir(), 'sluice-bootstrap-'));
    expect(await ensureKeyFile(tools({ ...shared, dataDir: elsewhere }), workspaceId)).toBeNull();
    expect((await signedIn(first))?.role).toBe('owner');
    expect(await ensureKeyFile(tools(shared), workspaceId)).toBe(join(dataDir, 'api-key'));
    await rm(elsewhere, { recursive: true });
  });

  it('is not needed with SLUICE_API_KEY', async () => {
    const { workspaceId } = await ensureFirstWorkspace(tools({ apiKey: OLD }));
    expect(await ensureKeyFile(tools({ apiKey: OLD }), workspaceId)).toBeNull();
  });
});
