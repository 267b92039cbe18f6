/** Every hostile case is tried by a test that names it, or stands here with the reason why it is not yet. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const CASES = join(ROOT, '../shared/hostile-cases.json');

/** Surfaces that are not built yet; their cases come with them. */
const LATER_SURFACES: Readonly<Record<string, string>> = {
  intercom_webhook: 'Intercom is a platform of a later issue',
  http_block: 'the http block calls out only in a later issue',
  script_block: 'the script block and its sandbox are a later issue',
  import: 'importing from Typebot is a later issue',
};

const LATER_CASES: Readonly<Record<string, string>> = {
  'STU-10': 'the studio asks again instead of being told: there are no live updates by workspace yet',
  'ENG-03':
    'needs a provider that takes replies: that is Intercom. The website is answered in the call and by its stream, and ' +
    'what the outbox holds today (tags, attributes) is removed in the transaction that performs it: exactly once',
};

type Case = { readonly id: string; readonly surface: string; readonly input: string };

const tested = (): ReadonlySet<string> => {
  const files = globSync('{core,blocks,platforms,api,server,widget,cli,test,scripts}/**/*.test.ts', {
    cwd: ROOT,
    exclude: (path) => path.includes('node_modules') || path.endsWith('hostile-cases.test.ts'),
  });
  const texts = files.map((file) => readFileSync(join(ROOT, file), 'utf8'));
  return new Set(texts.flatMap((text) => text.match(/\b[A-Z]{2,4}-\d{2}\b/g) ?? []));
};

describe('the hostile cases', () => {
  it('are each tried by a test, or have a reason why not yet', () => {
    if (!existsSync(CASES)) {
      console.log('The list of hostile cases is not on this machine: nothing to compare the tests with.');
      return;
    }
    const cases: readonly Case[] = JSON.parse(readFileSync(CASES, 'utf8'));
    const known = tested();
    const forgotten = cases.filter(
      ({ id, surface }) =>
        !known.has(id) && LATER_SURFACES[surface] === undefined && LATER_CASES[id] === undefined,
    );
    expect(forgotten.map(({ id, input }) => `${id}: ${input}`)).toEqual([]);
  });

  it('that wait for later are still untried', () => {
    const known = tested();
    expect(Object.keys(LATER_CASES).filter((id) => known.has(id))).toEqual([]);
  });
});
