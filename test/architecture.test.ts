/** The house keeps its walls: every rule of CONTRIBUTING, checked against every file, with the reason when one breaks. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { documentRules } from './architecture/document-rules.ts';
import { formRules, lengths } from './architecture/form-rules.ts';
import { importRules } from './architecture/import-rules.ts';
import { languageRules } from './architecture/language-rules.ts';
import { purityRules } from './architecture/purity-rules.ts';
import { readRepository } from './architecture/repository.ts';
import { explain } from './architecture/rule.ts';

const repository = readRepository(fileURLToPath(new URL('..', import.meta.url)));
const rules = [...importRules, ...purityRules, ...languageRules, ...formRules, ...documentRules];

describe('the architecture', () => {
  console.log(lengths(repository.sources));

  test.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
    const findings = rule.find(repository);
    if (findings.length > 0) expect.fail(explain(rule, findings));
  });

  test('is checked on the whole house', () => {
    const areas = new Set(repository.sources.map((file) => file.area));
    expect([...areas]).toEqual(
      expect.arrayContaining(['core', 'blocks', 'platforms', 'api', 'server', 'widget', 'cli']),
    );
  });
});
