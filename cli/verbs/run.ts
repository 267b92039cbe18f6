/** `sluice run`: a whole conversation without a server, by the interpreter that production runs. */
import type { PersonView } from '@sluice/core/interpreter/input';
import type { Program } from '@sluice/core/interpreter/program';
import { simulate } from '@sluice/core/interpreter/simulate';
import { ok, type Result } from '@sluice/core/problem';
import { chat } from '../chat.ts';
import { readProgram } from '../flow-program.ts';
import type { Io } from '../io.ts';
import { readJsonFile, readJsonInput } from '../json-source.ts';
import { readNow, readSeedNumber } from '../option-values.ts';
import { readInputs, readMock, readPerson } from '../run-options.ts';
import { done, type Ending, failed, misuse, type Verb } from '../verb.ts';

export const run: Verb = {
  usage: 'run FLOW.json [--flow NAME] [--inputs FILE|-] [--person FILE] [--mock FILE] [--now ISO] [--seed N]',
  summary: 'a conversation without a server, as JSON; in a terminal without --inputs, a chat',
  details: [
    'FLOW.json is one document, or { "flows": [ … ] }: the first runs, the others are its subflows.',
    'Waits elapse at once, on a virtual clock. Inputs that nobody asked for are a problem.',
    '',
    '  --flow NAME      run this flow of the file, by name or id',
    '  --inputs FILE|-  what the person writes: a JSON list of texts; - is standard input',
    '  --person FILE    who talks: { "key": "…", "attributes": { … } }',
    '  --mock FILE      what the outside answers: { "http": [ … ], "llm": [ … ] }',
    '  --now ISO        when the conversation begins; now when left out',
    '  --seed N         without a person, their key is seed:N; 1 when left out',
  ].join('\n'),
  operands: ['FLOW.json'],
  options: { flow: 'text', inputs: 'text', person: 'text', mock: 'text', now: 'text', seed: 'text' },
  run: async (given, io) => {
    const now = readNow(given.text('now'), io.clock);
    if (!now.ok) return misuse(now.problems);
    const seed = readSeedNumber(given.text('seed'));
    if (!seed.ok) return misuse(seed.problems);
    const program = await readProgram(given.operands[0] ?? '', given.text('flow'));
    if (!program.ok) return failed(program.problems);
    const person = await readWho(given.text('person'), seed.value);
    if (!person.ok) return failed(person.problems);
    const mock = await readAnswers(given.text('mock'));
    if (!mock.ok) return failed(mock.problems);
    const options = { now: now.value, person: person.value };
    const from = given.text('inputs');
    if (from === undefined && io.openTerminal !== null) {
      const terminal = io.openTerminal();
      return chat(program.value, options, io.out, terminal).finally(() => terminal.close());
    }
    const inputs = await readTexts(from, io);
    if (!inputs.ok) return failed(inputs.problems);
    return print(io, program.value, { ...options, inputs: inputs.value });
  },
};

const readWho = async (path: string | undefined, seed: number): Promise<Result<PersonView>> => {
  if (path === undefined) return readPerson({}, seed);
  const json = await readJsonFile(path);
  return json.ok ? readPerson(json.value, seed) : json;
};

/** Checked, and not asked yet: no block of this version calls the outside. */
const readAnswers = async (path: string | undefined): Promise<Result<unknown>> => {
  if (path === undefined) return ok(null);
  const json = await readJsonFile(path);
  return json.ok ? readMock(json.value) : json;
};

const readTexts = async (from: string | undefined, io: Io): Promise<Result<readonly string[]>> => {
  if (from === undefined) return ok([]);
  const json = from === '-' ? await readJsonInput(io) : await readJsonFile(from);
  return json.ok ? readInputs(json.value) : json;
};

const print = async (io: Io, program: Program, options: Parameters<typeof simulate>[1]): Promise<Ending> => {
  const { simulation, problems } = simulate(program, options);
  await io.out.write(`${JSON.stringify(simulation, null, 2)}\n`);
  return problems.length === 0 ? done : failed(problems);
};
