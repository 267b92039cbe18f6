/** The bounds of one conversation. Beyond them it stops with a problem and goes to humans; nothing runs away. */
import { isObject, type Json } from '../json.ts';
import { type Problem, problem } from '../problem.ts';
import { isList } from './text.ts';

export const LIMITS = {
  /** Blocks entered or resumed in one turn. */
  blocks: 1_000,
  /** UTF-8 bytes of one variable's JSON. */
  variable: 64 * 1024,
  /** UTF-8 bytes of the state's JSON. */
  state: 1024 * 1024,
  /** Subflows running inside each other. */
  subflows: 50,
  /** Characters said, and asked of the world, in one turn. */
  said: 1024 * 1024,
  /** Lists and objects inside each other in one value. */
  depth: 64,
} as const;

/** How a turn stops with a problem; caught in `step`, never seen outside. */
export class Stopped extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.says);
    this.problem = found;
  }
}

/** Ends the turn and the conversation. */
export const stopped = (code: string, at: string, says: string, hint = ''): never => {
  throw new Stopped(problem(code, at, says, hint));
};

/**
 * A value as plain JSON that shares nothing with what was given: what JSON cannot hold is null. Stops when it lies
 * too deep.
 */
export const plain = (value: unknown, depth: number = LIMITS.depth): Json => {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null; // + 0: JSON has no minus zero
  if (typeof value !== 'object' || value === null) return null;
  if (depth === 0) return stopped('value-too-deep', '', 'A value has more than 64 levels.');
  if (isList(value as Json)) return (value as readonly unknown[]).map((each) => plain(each, depth - 1)); // a list, as just asked
  if (!isObject(value)) return null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, plain(each, depth - 1)]),
  );
};

/** UTF-8 bytes of a value's JSON text. */
export const bytesOf = (value: unknown): number => {
  const text = JSON.stringify(value) ?? '';
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x800)
      bytes += unit >= 0xd800 && unit <= 0xdfff ? 1 : 2; // half of a pair: two of its four bytes
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
};
