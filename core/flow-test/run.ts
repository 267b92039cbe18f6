/** Runs a flow test: the conversation again, by the interpreter that production runs, and where it differs. */
import { type Cue, type Session, type SessionTurn, startSession } from '../interpreter/session.ts';
import type { Program, VisitedBlock } from '../interpreter/step.ts';
import type { Problem } from '../problem.ts';
import { type FlowTest, TEST_TIME, type TestInput, type TestTurn } from './flow-test.ts';

/** Where a conversation went another way than its test says; `turn` counts from 0. */
export type TestDifference = {
  readonly turn: number;
  /** `ended`: it no longer took an input, or waits in a circle; nothing after it was tried. */
  readonly kind: 'said' | 'choices' | 'status' | 'ended';
  readonly expected: readonly string[];
  readonly got: readonly string[];
};

export type FlowTestResult = {
  readonly name: string;
  readonly pass: boolean;
  readonly differences: readonly TestDifference[];
  /** Every block that ran, in order. */
  readonly visited: readonly VisitedBlock[];
  /** Why the conversation failed, when it did. */
  readonly problems: readonly Problem[];
};

/** Runs a whole test. Never throws; the same program and test give the same result. */
export const runFlowTest = (program: Program, test: FlowTest): FlowTestResult => {
  const run = flowTestRun(program, test);
  for (;;) {
    const turn = run.next();
    if (turn.done) return turn.value;
  }
};

/** As `runFlowTest`, one turn per `next()`: for callers that have other work to do in between. */
export function* flowTestRun(program: Program, test: FlowTest): Generator<void, FlowTestResult> {
  const { person, seed, start, now } = test;
  let session = startSession(program, {
    now: now === undefined ? TEST_TIME : Date.parse(now),
    ...(person === undefined ? {} : { person }),
    ...(seed === undefined ? {} : { seed }),
    ...(start === undefined ? {} : { start }),
  });
  const differences: TestDifference[] = [];
  for (const [index, expected] of test.turns.entries()) {
    const { input } = expected;
    if (input !== null) {
      yield;
      const next = session.take(cueOf(input));
      if (next === session) {
        differences.push({ turn: index, kind: 'ended', expected: [inputText(input)], got: [session.status] });
        break;
      }
      session = next;
    }
    differences.push(...turnDifferences(index, expected, session));
    if (session.status !== 'failed' && session.problems.length > 0) {
      differences.push({
        turn: index,
        kind: 'ended',
        expected: [expected.status],
        got: ['waiting in a circle'],
      });
      break; // it waits in a circle: every further turn would, too
    }
  }
  const { visited, problems } = session;
  return { name: test.name, pass: differences.length === 0, differences, visited, problems };
}

const cueOf = (input: TestInput): Cue => {
  if (typeof input === 'string') return { type: 'answer', answer: { text: input } };
  if ('event' in input) return { type: input.event };
  if ('command' in input) return { type: 'command', command: input.command };
  if ('file' in input) return { type: 'answer', answer: { file: input.file } };
  const [only = '', ...others] = input.choices;
  return {
    type: 'answer',
    answer: others.length === 0 ? { choice: only } : { choices: input.choices },
  };
};

/** An input as people read it. */
export const inputText = (input: TestInput): string => {
  if (typeof input === 'string') return input;
  if ('event' in input) return input.event;
  if ('command' in input) return input.command;
  return 'file' in input ? input.file.name : input.choices.join(', ');
};

const turnDifferences = (turn: number, expected: TestTurn, session: Session): readonly TestDifference[] => {
  const { messages, choices, status }: Pick<SessionTurn, 'messages' | 'choices' | 'status'> =
    session.turns.at(-1) ?? { messages: [], choices: [], status: session.status };
  const all: readonly TestDifference[] = [
    { turn, kind: 'said', expected: expected.says, got: messages },
    { turn, kind: 'choices', expected: expected.choices, got: choices },
    { turn, kind: 'status', expected: [expected.status], got: [status] },
  ];
  return all.filter(({ expected: one, got: other }) => !sameTexts(one, other));
};

const sameTexts = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, index) => text === other[index]);
