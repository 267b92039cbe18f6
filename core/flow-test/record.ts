/** Keeps a conversation that was tried out as a flow test. */
import { folded } from '../audience/scalar.ts';
import { toIso } from '../instant.ts';
import type { Awaiting } from '../interpreter/awaiting.ts';
import type { Answer } from '../interpreter/input.ts';
import type { Cue, Session, SessionOptions } from '../interpreter/session.ts';
import type { Result } from '../problem.ts';
import { type FlowTest, parseFlowTest, type TestInput } from './flow-test.ts';

/**
 * The session as a test that it passes itself; `options` are those it was started with. Refused when it is longer than
 * a test may be. What a person wrote stays as they wrote it; a picked item is kept by its label, or by its id when the
 * label could mean something else.
 */
export const recordTest = (name: string, session: Session, options: SessionOptions): Result<FlowTest> => {
  const { person, start, now, seed } = options;
  const keywords = new Set(session.program.flows.get('')?.keywords.keys());
  return parseFlowTest({
    name,
    ...(person === undefined ? {} : { person }),
    ...(start === undefined ? {} : { start }),
    now: toIso(now),
    ...(seed === undefined ? {} : { seed }),
    turns: session.turns.map(({ cue, messages, choices, status }, index) => ({
      input: cue === null ? null : inputOf(cue, session.turns[index - 1]?.state.awaiting ?? null, keywords),
      says: messages,
      choices,
      status,
    })),
  });
};

const inputOf = (cue: Cue, asked: Awaiting | null, keywords: ReadonlySet<string>): TestInput => {
  switch (cue.type) {
    case 'answer':
      return answerOf(cue.answer, asked, keywords);
    case 'command':
      return { command: cue.command };
    case 'elapsed':
    case 'hand-back':
      return { event: cue.type };
  }
};

const answerOf = (
  { text, choice, choices = choice === undefined ? [] : [choice], file }: Answer,
  asked: Awaiting | null,
  keywords: ReadonlySet<string>,
): TestInput => {
  const [only, ...others] = choices;
  if (only !== undefined) {
    const label = others.length === 0 ? unmistakable(only, asked, keywords) : null;
    return label ?? { choices: [...choices] };
  }
  return file === undefined ? (text ?? '') : { file: { ...file } };
};

/** The label of an item that no other item and no keyword shares; null when there is none. */
const unmistakable = (id: string, asked: Awaiting | null, keywords: ReadonlySet<string>): string | null => {
  const items = asked?.type === 'choice' ? asked.items : [];
  const label = items.find((item) => item.id === id)?.label ?? '';
  const meant = folded(label);
  const sharing = items.filter((item) => folded(item.label) === meant);
  return meant === '' || sharing.length !== 1 || keywords.has(meant) ? null : label;
};
