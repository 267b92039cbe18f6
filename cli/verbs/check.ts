/** `sluice check`: everything that is wrong with a flow document, for programs on one stream and people on the other. */
import { blockLibrary } from '@sluice/blocks/runtime';
import { checkDocument, severityOf } from '@sluice/core/flow/check';
import { type Problem, under } from '@sluice/core/problem';
import { flowsIn, subflowsByName } from '../flow-file.ts';
import type { Io } from '../io.ts';
import { readJsonFile } from '../json-source.ts';
import { done, type Ending, failed, type Verb } from '../verb.ts';

export const check: Verb = {
  usage: 'check FLOW.json',
  summary: 'the problems of a flow document, as a JSON list',
  details: [
    'Each problem is { code, at, says, hint, severity }; an "error" stops publishing, a "warning" does not.',
    'Exit 1 when there is any. FLOW.json is one document, or { "flows": [ … ] }.',
  ].join('\n'),
  operands: ['FLOW.json'],
  options: {},
  run: async (given, io) => {
    const [path = ''] = given.operands;
    const json = await readJsonFile(path);
    const problems = json.ok ? problemsIn(json.value) : json.problems;
    return report(io, problems);
  },
};

const problemsIn = (json: unknown): readonly Problem[] => {
  const { flows, problems } = flowsIn(json, blockLibrary);
  const [first] = flows;
  // One document alone does not say which other flows exist.
  const around = first?.at === '' ? {} : { flows: new Set(Object.keys(subflowsByName(flows))) };
  const found = flows.flatMap(({ at, document }) =>
    checkDocument(document, blockLibrary, around).map((each) => (at === '' ? each : under(at, each))),
  );
  return [...problems, ...found];
};

const report = async (io: Io, problems: readonly Problem[]): Promise<Ending> => {
  const list = problems.map((each) => ({ ...each, severity: severityOf(each) }));
  await io.out.write(`${JSON.stringify(list, null, 2)}\n`);
  return problems.length === 0 ? done : failed(problems);
};
