/** From text to a checked tree: CEL's grammar (parsed by cel-js), our fixed list of functions, nothing else. */
import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { ok, problem, type Result, refused } from '../../problem.ts';
import { FUNCTIONS } from './functions.ts';
import { withSymbols } from './words.ts';

export type Operation =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | '[]'
  | '&&'
  | '||';

/** What an expression is made of, once every integer is a plain number and every call is known to exist. */
export type Tree =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Tree; readonly key: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Tree[] }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Tree, Tree])[] }
  | { readonly kind: 'choose'; readonly test: Tree; readonly yes: Tree; readonly no: Tree }
  | { readonly kind: 'not' | 'minus'; readonly of: Tree }
  | { readonly kind: 'binary'; readonly op: Operation; readonly left: Tree; readonly right: Tree };

/** Longest expression, in characters. */
const LONGEST = 5_000;

const cel = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: {
    maxAstNodes: 1_000,
    maxDepth: 60,
    maxListElements: 500,
    maxMapEntries: 100,
    maxCallArguments: 20,
  },
});

/** Says why a piece of syntax is not ours; caught in `parse`. */
class NotOurs extends Error {}

const notOurs = (says: string): never => {
  throw new NotOurs(says);
};

const call = (name: string, args: readonly ASTNode[]): Tree => {
  const definition = FUNCTIONS.get(name);
  if (!definition) return notOurs(`There is no function "${name}".`);
  const { least, most } = definition;
  if (args.length < least || args.length > most) {
    return notOurs(`The function "${name}" takes ${least === most ? least : `${least} to ${most}`} values.`);
  }
  return { kind: 'call', name, args: args.map(treeOf) };
};

const literal = (value: unknown): Tree => {
  if (typeof value === 'bigint') return { kind: 'value', value: Number(value) };
  if (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    value === null
  ) {
    return { kind: 'value', value };
  }
  return notOurs('Bytes and unsigned numbers do not exist here.');
};

const treeOf = (node: ASTNode): Tree => {
  switch (node.op) {
    case 'value':
      return literal(node.args);
    case 'id':
      return { kind: 'name', name: node.args };
    case '.':
      return { kind: 'member', of: treeOf(node.args[0]), key: node.args[1] };
    case 'call':
      return call(node.args[0], node.args[1]);
    case 'rcall':
      return call(node.args[0], [node.args[1], ...node.args[2]]);
    case 'list':
      return { kind: 'list', items: node.args.map(treeOf) };
    case 'map':
      return {
        kind: 'object',
        entries: node.args.map(([key, value]) => [treeOf(key), treeOf(value)] as const),
      };
    case '?:':
      return {
        kind: 'choose',
        test: treeOf(node.args[0]),
        yes: treeOf(node.args[1]),
        no: treeOf(node.args[2]),
      };
    case '!_':
      return { kind: 'not', of: treeOf(node.args) };
    case '-_':
      return { kind: 'minus', of: treeOf(node.args) };
    case '.?':
    case '[?]':
      return notOurs('"?" after a dot does not exist here: what is missing is simply empty.');
    default:
      return { kind: 'binary', op: node.op, left: treeOf(node.args[0]), right: treeOf(node.args[1]) };
  }
};

const syntax = (says: string): Result<never> =>
  refused(
    problem('expression-syntax', '', says, 'See the list of operators and functions in docs/expressions.md.'),
  );

/** Parses an expression, or says what is wrong with it. */
export const parse = (expression: string): Result<Tree> => {
  if (expression.trim() === '') return syntax('The expression is empty.');
  if (expression.length > LONGEST) return syntax('This expression is longer than 5,000 characters.');
  try {
    return ok(treeOf(cel.parse(withSymbols(expression)).ast));
  } catch (error) {
    if (error instanceof NotOurs) return syntax(error.message);
    const [summary = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return syntax(`This expression cannot be read: ${summary.slice(0, 200)}.`);
  }
};
