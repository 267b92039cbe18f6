/** Expressions of authors: no JavaScript, no BigInt, no endless work; the same scope gives the same value. */
import type { Instant } from '../instant.ts';
import type { Json } from '../json.ts';
import { ok, type Result, refused } from '../problem.ts';
import { boundedCache } from './bounded-cache.ts';
import { resultOf } from './expression/evaluate.ts';
import { parse, type Tree } from './expression/parse.ts';
import { ExpressionStop, newWork } from './expression/work.ts';
import type { Scope } from './scope.ts';

export type Expression = {
  readonly tree: Tree;
  /** Dotted paths of everything it reads ("age", "person.plan"). */
  readonly reads: readonly string[];
};

/** Parses and checks an expression, or says what is wrong with it. Remembers what it parsed. */
export const compileExpression = (expression: string): Result<Expression> => compiled(expression);

const compiled = boundedCache<Result<Expression>>(2_000, (text) => {
  const tree = parse(text);
  return tree.ok ? ok({ tree: tree.value, reads: [...new Set(pathsIn(tree.value))] }) : tree;
});

/**
 * The value of an expression. A name that is not set is null; null is 0 beside a number, nothing beside a text and
 * false as a test. `now` is what `now()` and `today()` read.
 */
export const evaluate = (expression: string, scope: Scope, now: Instant): Result<Json> => {
  const program = compiled(expression);
  if (!program.ok) return program;
  try {
    return ok(resultOf(program.value.tree, { names: scope.names, now, work: newWork() }));
  } catch (error) {
    if (error instanceof ExpressionStop) return refused(error.problem);
    throw error;
  }
};

const pathsIn = (tree: Tree): readonly string[] => {
  switch (tree.kind) {
    case 'value':
      return [];
    case 'name':
      return [tree.name];
    case 'member': {
      const below = pathsIn(tree.of);
      return isPath(tree.of) ? below.map((path) => `${path}.${tree.key}`) : below;
    }
    case 'call':
      return tree.args.flatMap(pathsIn);
    case 'list':
      return tree.items.flatMap(pathsIn);
    case 'object':
      return tree.entries.flatMap(([key, value]) => [...pathsIn(key), ...pathsIn(value)]);
    case 'choose':
      return [tree.test, tree.yes, tree.no].flatMap(pathsIn);
    case 'not':
    case 'minus':
      return pathsIn(tree.of);
    case 'binary':
      return [...pathsIn(tree.left), ...pathsIn(tree.right)];
  }
};

const isPath = (tree: Tree): boolean => tree.kind === 'name' || (tree.kind === 'member' && isPath(tree.of));
