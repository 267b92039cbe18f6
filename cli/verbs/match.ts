/** `sluice match`: which people an audience matches, and why. */
import { compileAudience } from '@sluice/core/audience/compile';
import { parseAudience } from '@sluice/core/audience/schema';
import { ok } from '@sluice/core/problem';
import { objectInLine } from '../json-line.ts';
import { readJsonFile } from '../json-source.ts';
import { answerLines } from '../line-input.ts';
import { readNow } from '../option-values.ts';
import { failed, misuse, type Verb } from '../verb.ts';

export const match: Verb = {
  usage: 'match AUDIENCE.json [--now ISO] [--explain]',
  summary: "people's attributes as NDJSON on standard input → true or false for each",
  details: [
    'Blank lines are skipped. Saved segments are not known here: an audience that uses one is refused.',
    '',
    '  --now ISO   the time that within_last counts from; now when left out',
    '  --explain   print { pass, groups } instead: every rule with the value found',
  ].join('\n'),
  operands: ['AUDIENCE.json'],
  options: { now: 'text', explain: 'flag' },
  run: async (given, io) => {
    const now = readNow(given.text('now'), io.clock);
    if (!now.ok) return misuse(now.problems);
    const [path = ''] = given.operands;
    const json = await readJsonFile(path);
    if (!json.ok) return failed(json.problems);
    const audience = parseAudience(json.value);
    if (!audience.ok) return failed(audience.problems);
    const compiled = compileAudience(audience.value, { segments: new Map(), types: new Map() });
    if (!compiled.ok) return failed(compiled.problems);
    const { matches, explain } = compiled.value;
    const explained = given.flag('explain');
    return answerLines(io, (line) => {
      const attributes = objectInLine(line);
      if (!attributes.ok || attributes.value === null) return attributes.ok ? ok(null) : attributes;
      return ok(
        explained
          ? JSON.stringify(explain(attributes.value, now.value))
          : String(matches(attributes.value, now.value)),
      );
    });
  },
};
