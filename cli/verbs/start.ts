/** `sluice start`: the server, as `npm start` without its set-up. */
import { fileURLToPath } from 'node:url';
import type { Verb } from '../verb.ts';

export const start: Verb = {
  usage: 'start',
  summary: 'the server, as npm start without set-up; settings come from the environment',
  details: 'The README lists the environment. Ctrl-C stops cleanly.',
  operands: [],
  options: {},
  run: async () => {
    // As npm does: the same ./data, wherever one stands.
    process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
    const { main } = await import('@sluice/server/main');
    return { type: 'code', code: await main() };
  },
};
