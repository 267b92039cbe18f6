/** Every verb by name; each is loaded only when it is asked for, so that `draw` does not wait for the rest. */
import type { Verb } from './verb.ts';

const loaders: ReadonlyMap<string, () => Promise<Verb>> = new Map([
  ['check', async () => (await import('./verbs/check.ts')).check],
  ['run', async () => (await import('./verbs/run.ts')).run],
  ['test', async () => (await import('./verbs/test.ts')).test],
  ['draw', async () => (await import('./verbs/draw.ts')).draw],
  ['match', async () => (await import('./verbs/match.ts')).match],
  ['decide', async () => (await import('./verbs/decide.ts')).decide],
  ['import', async () => (await import('./verbs/import.ts')).importFlows],
  ['move', async () => (await import('./verbs/move.ts')).move],
  ['reset-link', async () => (await import('./verbs/reset-link.ts')).resetLink],
  ['start', async () => (await import('./verbs/start.ts')).start],
]);

export const verbNames: readonly string[] = [...loaders.keys()];

export const findVerb = async (name: string): Promise<Verb | undefined> => loaders.get(name)?.();
