/** `sluice test`: a flow's tests without a server, by the code that publishing runs. */
import { coverage } from '@sluice/core/flow-test/coverage';
import { failedTest } from '@sluice/core/flow-test/in-words';
import { runFlowTest } from '@sluice/core/flow-test/run';
import { readProgram } from '../flow-program.ts';
import { readJsonFile } from '../json-source.ts';
import { readTests } from '../test-file.ts';
import { done, failed, type Verb } from '../verb.ts';

export const test: Verb = {
  usage: 'test FLOW.json TESTS.json [--flow NAME]',
  summary: 'runs tests of a flow; what passes, where others differ, which blocks were covered',
  details: [
    'TESTS.json is one test, a list of tests, or what GET /flows/ID/tests answers. Exit 1 when one fails.',
    '',
    '  --flow NAME      test this flow of the file, by name or id',
  ].join('\n'),
  operands: ['FLOW.json', 'TESTS.json'],
  options: { flow: 'text' },
  run: async (given, io) => {
    const [flowPath = '', testsPath = ''] = given.operands;
    const program = await readProgram(flowPath, given.text('flow'));
    if (!program.ok) return failed(program.problems);
    const json = await readJsonFile(testsPath);
    if (!json.ok) return failed(json.problems);
    const tests = readTests(json.value);
    if (!tests.ok) return failed(tests.problems);
    const results = tests.value.map((each) => runFlowTest(program.value, each));
    const shown = {
      results: results.map(({ name, pass, differences, problems }) => ({
        name,
        pass,
        differences,
        problems,
      })),
      coverage: coverage(program.value.version.document, results),
    };
    await io.out.write(`${JSON.stringify(shown, null, 2)}\n`);
    const failing = results.flatMap((result, index) =>
      result.pass ? [] : [failedTest(result, `tests.${index}`)],
    );
    return failing.length === 0 ? done : failed(failing);
  },
};
