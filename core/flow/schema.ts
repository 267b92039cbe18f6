/** The flow document as it comes in: parsed once at the border, refused with paths and hints when it is not one. */
import { z } from 'zod';
import type { BlockLibrary } from '../interpreter/block.ts';
import type { Json } from '../json.ts';
import { ok, type Problem, problem, type Result, refused } from '../problem.ts';
import { isBounded } from './depth.ts';
import type { Block, FlowDocument } from './document.ts';
import { VARIABLE_NAME } from './names.ts';
import { shapeProblems } from './shape-problems.ts';

/** How large a document may be; far above any flow that people can still read. */
export const SIZES = {
  groups: 2_000,
  blocks: 10_000,
  edges: 20_000,
  variables: 1_000,
  triggers: 200,
} as const;

const DEEPEST = 64;
const MOST_VALUES = 1_000_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: ids may not hold control characters; that is the point
const CONTROL = /[\u0000-\u001f]/;
const id = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => !CONTROL.test(text), 'An id holds no control characters.');
const title = z.string().max(500);
const place = z.strictObject({ group: id, block: id.exactOptional() });

const block = z.looseObject({ id, type: z.string().min(1).max(100) });
const group = z.strictObject({
  id,
  title: title.default(''),
  position: z.strictObject({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
  blocks: z.array(block).max(SIZES.blocks).default([]),
});
const edge = z.strictObject({
  id,
  from: z.union([
    z.strictObject({ block: id, port: z.string().max(100).exactOptional() }),
    z.strictObject({ trigger: id }),
  ]),
  to: place,
});
const variable = z.strictObject({
  id,
  name: z
    .string()
    .max(100)
    .regex(VARIABLE_NAME, 'A name has letters, digits and _, and does not begin with a digit.'),
  title: title.exactOptional(),
  type: z.enum(['text', 'number', 'boolean', 'list', 'object']),
  // the whole document is known to be JSON of bounded depth before this is read
  default: z.custom<Json>((value) => value !== undefined).exactOptional(),
  secret: z.boolean().exactOptional(),
});
const trigger = z.discriminatedUnion('type', [
  z.strictObject({
    id,
    type: z.literal('keyword'),
    words: z.array(z.string().trim().min(1).max(200)).min(1).max(100),
  }),
  z.strictObject({ id, type: z.literal('command'), command: z.string().min(1).max(200) }),
  z.strictObject({
    id,
    type: z.literal('page'),
    url: z.string().max(2_000).exactOptional(),
    delay: z.number().min(0).max(86_400).exactOptional(),
    scroll: z.number().min(0).max(100).exactOptional(),
    exitIntent: z.boolean().exactOptional(),
  }),
]);
const settings = z.strictObject({
  abandonAfterHours: z.number().positive().max(8_760).exactOptional(),
  retryMessage: z.string().max(20_000).exactOptional(),
});

/** The shape without the settings of blocks, which belong to their definitions: for the API's description too. */
export const documentSchema = z.strictObject({
  schema: z.literal(1),
  name: z.string().max(200),
  start: place,
  groups: z.array(group).max(SIZES.groups),
  edges: z.array(edge).max(SIZES.edges).default([]),
  variables: z.array(variable).max(SIZES.variables).default([]),
  triggers: z.array(trigger).max(SIZES.triggers).default([]),
  settings: settings.default({}),
});

/**
 * Parses a flow document: every block's settings by its own definition, defaults filled in, unknown keys and unknown
 * block types refused. What the parts mean together is `checkDocument`'s matter: a draft may have such problems.
 */
export const parseDocument = (json: unknown, library: BlockLibrary): Result<FlowDocument> => {
  if (!isBounded(json, DEEPEST, MOST_VALUES)) {
    return refused(
      problem('too-big', '', 'This document is too large or too deep.', 'Split it into several flows.'),
    );
  }
  const shape = documentSchema.safeParse(json);
  if (!shape.success) return refused(...shapeProblems(shape.error));
  const count = shape.data.groups.reduce((sum, each) => sum + each.blocks.length, 0);
  if (count > SIZES.blocks) {
    return refused(
      problem('too-big', 'groups', `A flow may have at most ${SIZES.blocks} blocks.`, 'Use subflows.'),
    );
  }
  const problems: Problem[] = [];
  const groups = shape.data.groups.map((each, g) => ({
    ...each,
    blocks: each.blocks.map((raw, b) => parseBlock(raw, `groups.${g}.blocks.${b}`, library, problems)),
  }));
  return problems.length > 0 ? refused(...problems) : ok({ ...shape.data, groups });
};

/** The block with its settings parsed; what is wrong is added to `problems`. */
const parseBlock = (raw: Block, at: string, library: BlockLibrary, problems: Problem[]): Block => {
  const definition = library.get(raw.type);
  if (!definition) {
    problems.push(
      problem(
        'unknown-block-type',
        `${at}.type`,
        `There is no block of the type "${raw.type}".`,
        knownTypes(library),
      ),
    );
    return raw;
  }
  const { id: blockId, type, ...given } = raw;
  const parsed = definition.settings.safeParse(given);
  if (!parsed.success) {
    problems.push(...shapeProblems(parsed.error, at));
    return raw;
  }
  const known: object = parsed.data; // settings are objects; their type belongs to the definition
  return { id: blockId, type, ...known };
};

const knownTypes = (library: BlockLibrary): string => `Use one of ${[...library.keys()].sort().join(', ')}.`;
