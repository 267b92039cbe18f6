/** A flow test: a conversation kept as what must happen again, turn by turn; parsed once, at the border. */
import { z } from 'zod';
import { isBounded } from '../flow/depth.ts';
import { shapeProblems } from '../flow/shape-problems.ts';
import { isObject, type JsonObject } from '../json.ts';
import { ok, problem, type Result, refused } from '../problem.ts';

/** Far above any conversation that people would read again. */
export const TEST_SIZES = { turns: 200, texts: 1_000, text: 100_000, tests: 200 } as const;

const DEEPEST = 32;
const MOST_VALUES = 100_000;

const short = z.string().min(1).max(200);
const text = z.string().max(TEST_SIZES.text);

/**
 * What comes in: a text (also the label of a choice), ids of choices, a file, silence until the block's timer, a human
 * who gives the conversation back, or a command.
 */
export const testInputSchema = z.union([
  text,
  z.strictObject({ choices: z.array(short).min(1).max(200) }),
  z.strictObject({ file: z.strictObject({ url: z.string().min(1).max(2_000), name: z.string().max(500) }) }),
  z.strictObject({ event: z.enum(['elapsed', 'hand-back']) }),
  z.strictObject({ command: short }),
]);

export const testTurnSchema = z.strictObject({
  /** null in the first turn, and only there. */
  input: testInputSchema.nullable(),
  /** What must be said, Markdown, in order. */
  says: z.array(text).max(TEST_SIZES.texts).default([]),
  /** Labels that must be offered. */
  choices: z.array(z.string().max(20_000)).max(TEST_SIZES.texts).default([]),
  /** How the turn must leave the conversation. */
  status: z.enum(['waiting', 'completed', 'handed-off', 'failed']),
});

/** The fields of a test, without the rule that joins them. */
export const flowTestFields = z.strictObject({
  name: z.string().trim().min(1, 'A name is needed.').max(200, 'A name has at most 200 characters.'),
  person: z
    .strictObject({
      key: short,
      attributes: z.custom<JsonObject>(isObject, 'The attributes are an object.').default({}),
    })
    .exactOptional(),
  start: z.strictObject({ group: short, block: short.exactOptional() }).exactOptional(),
  now: z.iso.datetime({ offset: true }).exactOptional(),
  seed: z.int().min(0).max(4_294_967_295).exactOptional(),
  turns: z
    .array(testTurnSchema)
    .min(1, 'A test has at least its first turn.')
    .max(TEST_SIZES.turns, `A test has at most ${TEST_SIZES.turns} turns.`),
});

export const flowTestSchema = flowTestFields.superRefine(({ turns }, context) => {
  for (const [index, { input }] of turns.entries()) {
    if ((input === null) === (index === 0)) continue;
    const says = index === 0 ? 'The first turn has no input.' : 'Only the first turn has no input.';
    context.addIssue({ code: 'custom', path: ['turns', index, 'input'], message: says });
  }
});

export type TestInput = z.infer<typeof testInputSchema>;
export type TestTurn = z.infer<typeof testTurnSchema>;
export type FlowTest = z.infer<typeof flowTestSchema>;

/** When a test names no time: the same on every machine, on every day. */
export const TEST_TIME = Date.UTC(2026, 2, 9, 9, 0, 0);

/** Parses a test; refused with paths and sentences when it is not one. */
export const parseFlowTest = (json: unknown): Result<FlowTest> => {
  if (!isBounded(json, DEEPEST, MOST_VALUES)) {
    return refused(problem('too-big', '', 'This test is too large or nested too deep.', 'Test less in one.'));
  }
  const parsed = flowTestSchema.safeParse(json);
  return parsed.success ? ok(parsed.data) : refused(...shapeProblems(parsed.error));
};
