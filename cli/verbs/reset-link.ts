/** `sluice reset-link`: a way back in for somebody who lost the password, where no e-mail can be sent. */
import { fileURLToPath } from 'node:url';
import { done, failed, type Verb } from '../verb.ts';

export const resetLink: Verb = {
  usage: 'reset-link EMAIL',
  summary: 'makes a link with which an account sets a new password',
  details: [
    'The link is good once and for an hour; whoever has it gets in as that account.',
    'It takes the environment of the server. On the embedded database stop the server first.',
  ].join('\n'),
  operands: ['EMAIL'],
  options: {},
  run: async (given, io) => {
    // As npm does: the same ./data, wherever one stands.
    process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
    const { resetLink: makeLink } = await import('@sluice/server/reset-link');
    const outcome = await makeLink(given.operands[0] ?? '');
    if (!outcome.ok) return failed(outcome.problems);
    await io.out.write(`${outcome.value}\n`);
    return done;
  },
};
