/** Where the world may not be touched: time, chance, network and environment come in from outside. */
import { type Rule, sourceRule } from './rule.ts';
import type { SourceFile, SyntaxNode } from './source-file.ts';

const PURE_AREAS = ['core', 'blocks', 'platforms'];
/** A platform's `client.ts` is its one network file. */
const isPure = (file: SourceFile): boolean =>
  PURE_AREAS.includes(file.area) && !file.isTest && !file.isTooling && !/\/client\.ts$/.test(file.path);

const field = (node: SyntaxNode | undefined, name: string): SyntaxNode | undefined => {
  const value = node?.[name];
  // Fields that hold a node always carry a `type`.
  return typeof value === 'object' && value !== null && 'type' in value ? (value as SyntaxNode) : undefined;
};

const nameOf = (node: SyntaxNode | undefined): string | undefined =>
  node?.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined;

/** "Date.now" of a member expression, also when written `Date['now']`. */
const memberOf = (node: SyntaxNode): string | undefined => {
  if (node.type !== 'MemberExpression') return undefined;
  const object = nameOf(field(node, 'object'));
  const property = field(node, 'property');
  const key = nameOf(property) ?? (typeof property?.value === 'string' ? property.value : undefined);
  return object === undefined || key === undefined ? undefined : `${object}.${key}`;
};

const IMPURE_MEMBERS = ['Date.now', 'Math.random', 'performance.now', 'Temporal.Now'];
const IMPURE_OBJECTS = ['process', 'crypto', 'globalThis', 'window', 'localStorage', 'console'];
const IMPURE_CALLS = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Date'];

const impurity = (node: SyntaxNode): string | undefined => {
  const member = memberOf(node);
  if (member !== undefined && IMPURE_MEMBERS.includes(member)) return member;
  if (node.type === 'MemberExpression') {
    const object = nameOf(field(node, 'object'));
    if (object !== undefined && IMPURE_OBJECTS.includes(object)) return member ?? object;
  }
  const callee = nameOf(field(node, 'callee'));
  if (callee === undefined) return undefined;
  if (node.type === 'CallExpression' && IMPURE_CALLS.includes(callee)) return `${callee}()`;
  const bare = Array.isArray(node.arguments) && node.arguments.length === 0;
  return node.type === 'NewExpression' && callee === 'Date' && bare ? 'new Date()' : undefined;
};

const PRODUCT_AREAS = ['core', 'blocks', 'platforms', 'api', 'server', 'studio', 'widget', 'cli'];

export const purityRules: readonly Rule[] = [
  sourceRule(
    'core, blocks and platforms read no clock, no chance and no network',
    'a turn is replayed from its stored inputs; what it reads by itself cannot be replayed. Take time as an Instant, ' +
      'and ask the world by an effect.',
    (file) =>
      isPure(file)
        ? file.nodes.map(({ node }) => {
            const found = impurity(node);
            return found === undefined
              ? undefined
              : { line: file.lineOf(node.start), says: `${found} reads the world` };
          })
        : [],
  ),
  sourceRule(
    'only server/config.ts reads the environment',
    'a setting that is read in one place is checked in one place: a bad value stops the start with one clear line.',
    (file) =>
      PRODUCT_AREAS.includes(file.area) && file.path !== 'server/config.ts' && !file.isTest && !file.isTooling
        ? file.nodes.map(({ node }) =>
            memberOf(node) === 'process.env'
              ? { line: file.lineOf(node.start), says: 'process.env; take the Config instead' }
              : undefined,
          )
        : [],
  ),
];
