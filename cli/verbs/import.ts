/** `sluice import`: its name and shape are fixed; the work comes with a later version. */
import { misuse, usageProblem, type Verb } from '../verb.ts';

export const importFlows: Verb = {
  usage: 'import FILE [FILE…] --from typebot',
  summary: 'flows of another builder → flow documents (not in this version)',
  details: 'Importing is not in this version.',
  operands: 'any',
  options: { from: 'text' },
  run: async () => misuse([usageProblem('import', 'Importing is not in this version.')]),
};
