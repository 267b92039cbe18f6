/** `sluice decide`: who would get the bot, and why, from files alone; nothing is stored. */
import { decide as decideFor } from '@sluice/core/deployment/decide';
import { ok } from '@sluice/core/problem';
import type { Draw } from '@sluice/core/rollout/draw';
import { readDecisionFile } from '../decision-file.ts';
import { readJsonFile } from '../json-source.ts';
import { answerLines } from '../line-input.ts';
import { readNow } from '../option-values.ts';
import { personInLine } from '../person-line.ts';
import { failed, misuse, type Verb } from '../verb.ts';

const NO_DRAWS: ReadonlyMap<string, Draw> = new Map();

export const decide: Verb = {
  usage: 'decide FILE [--now ISO]',
  summary: 'people { key, attributes } as NDJSON on standard input → the decision for each',
  details: [
    'FILE is { "deployments": [ … ], "draws": [ … ], "segments": { id: audience } }; the guide of the command line',
    'shows one. Each line is decided by itself: fresh draws are shown, and not kept for the next line.',
    '',
    '  --now ISO   the time of the decisions; now when left out',
  ].join('\n'),
  operands: ['FILE'],
  options: { now: 'text' },
  run: async (given, io) => {
    const now = readNow(given.text('now'), io.clock);
    if (!now.ok) return misuse(now.problems);
    const [path = ''] = given.operands;
    const json = await readJsonFile(path);
    if (!json.ok) return failed(json.problems);
    const file = readDecisionFile(json.value);
    if (!file.ok) return failed(file.problems);
    const { plan, draws } = file.value;
    return answerLines(io, (line) => {
      const person = personInLine(line);
      if (!person.ok || person.value === null) return person.ok ? ok(null) : person;
      const stored = (person.value.key !== null && draws.get(person.value.key)) || NO_DRAWS;
      return ok(JSON.stringify(decideFor(plan, person.value, stored, now.value, 'conversation').decision));
    });
  },
};
