/** What is not written here: the parts of TypeScript that do not run by stripping types, or that switch the checks off. */
import { type Rule, sourceRule } from './rule.ts';
import type { SourceFile, SyntaxNode } from './source-file.ts';

const nodesOfType =
  (type: string, says: string, except: (file: SourceFile, node: SyntaxNode) => boolean = () => false) =>
  (file: SourceFile) =>
    file.nodes
      .filter(({ node }) => node.type === type && !except(file, node))
      .map(({ node }) => ({ line: file.lineOf(node.start), says }));

const identifier = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : '';

/** Their form is their tool's: configurations, and declarations of what a bundler makes of other files. */
const mayDefault = (file: SourceFile): boolean => /\.(config|d)\.ts$/.test(file.path);

const NAMED = ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'ClassDeclaration'];

const isSwitchedOff = (node: SyntaxNode): boolean => {
  const callee = node.callee;
  if (node.type !== 'CallExpression' || typeof callee !== 'object' || callee === null) return false;
  // A callee with `object` and `property` is a member expression.
  const { object, property } = callee as { readonly object?: unknown; readonly property?: unknown };
  return (
    ['test', 'it', 'describe'].includes(identifier(object)) &&
    ['skip', 'only', 'todo', 'fails'].includes(identifier(property))
  );
};

const BORROWED =
  '`any`, borrowed from what a function is declared to give or take; write the type, or unknown';
const BORROWING = ['ReturnType', 'Parameters'];
/** Functions of the language and the platform that are declared with `any`. */
const LENDER = /\bJSON\b|\btypeof\s+(Reflect|Object|Array|structuredClone|eval)\b|\[\s*'json'\s*\]/;

/** `ReturnType<typeof JSON.parse>` and its like: `any` by another name. */
const borrowsAny = (file: SourceFile, node: SyntaxNode): boolean =>
  node.type === 'TSTypeReference' &&
  BORROWING.includes(identifier(node.typeName)) &&
  LENDER.test(file.text.slice(node.start, node.end));

const hasReason = (file: SourceFile, node: SyntaxNode): boolean => {
  const first = file.lineOf(node.start);
  const last = file.lineOf(node.end);
  return file.comments.some((comment) => comment.lastLine >= first - 3 && comment.line <= last);
};

export const languageRules: readonly Rule[] = [
  sourceRule(
    'enums, namespaces, parameter properties and decorators are not used',
    'the sources are what runs: Node strips types and cannot translate these. A union of strings says the same.',
    (file) => [
      ...nodesOfType('TSEnumDeclaration', 'an enum; write a union of strings')(file),
      ...nodesOfType('TSParameterProperty', 'a parameter property; write the field')(file),
      ...nodesOfType('Decorator', 'a decorator; call the function')(file),
      ...nodesOfType(
        'TSModuleDeclaration',
        'a namespace; a file is a module already',
        (_, node) => node.declare === true,
      )(file),
    ],
  ),
  sourceRule(
    'the compiler is never told to look away',
    '`any`, `!` and @ts-ignore hide exactly the mistakes the compiler was hired to find; parse at the border instead.',
    (file) => [
      ...nodesOfType('TSAnyKeyword', '`any`; use unknown and narrow it')(file),
      ...file.nodes
        .filter(({ node }) => borrowsAny(file, node))
        .map(({ node }) => ({ line: file.lineOf(node.start), says: BORROWED })),
      ...nodesOfType('TSNonNullExpression', '`!`; handle the missing case')(file),
      ...file.comments
        .filter((comment) => /^\W*@ts-(ignore|nocheck|expect-error)/.test(comment.text))
        .map((comment) => ({ line: comment.line, says: comment.text.trim() })),
    ],
  ),
  sourceRule(
    'a cast has its reason in a comment beside it',
    'a cast is a claim the compiler cannot check; the reader must be able to.',
    nodesOfType(
      'TSAsExpression',
      'a cast without a reason; narrow the value, or say in a comment why the claim holds',
      (file, node) => file.isTest || file.isTooling || isConst(node) || hasReason(file, node),
    ),
  ),
  sourceRule(
    'nothing has more than two type parameters',
    'with a third, error messages stop helping and the type has become a program.',
    (file) =>
      file.nodes
        .filter(({ node }) => node.type === 'TSTypeParameterDeclaration')
        .filter(({ node }) => Array.isArray(node.params) && node.params.length > 2)
        .map(({ node }) => ({ line: file.lineOf(node.start), says: 'more than two type parameters' })),
  ),
  sourceRule(
    'there are no default exports',
    'a name that every importer may choose anew cannot be searched for.',
    (file) =>
      mayDefault(file)
        ? []
        : [
            ...nodesOfType('ExportDefaultDeclaration', 'a default export; export the name')(file),
            ...file.nodes
              .filter(
                ({ node }) => node.type === 'ExportSpecifier' && identifier(node.exported) === 'default',
              )
              .map(({ node }) => ({ line: file.lineOf(node.start), says: 'exported as default' })),
          ],
  ),
  sourceRule(
    'types carry no I prefix',
    'whether a type is an interface is nobody’s business; its name is a word of the product.',
    (file) =>
      file.nodes
        .filter(({ node }) => NAMED.includes(node.type) && /^I[A-Z][a-z]/.test(identifier(node.id)))
        .map(({ node }) => ({ line: file.lineOf(node.start), says: `${identifier(node.id)}; drop the I` })),
  ),
  sourceRule(
    'no test is switched off or run alone',
    'a skipped test is a promise nobody keeps, and a lonely one hides all the others.',
    (file) =>
      file.nodes
        .filter(({ node }) => isSwitchedOff(node))
        .map(({ node }) => ({ line: file.lineOf(node.start), says: 'skip, only, todo or fails' })),
  ),
];

const isConst = (node: SyntaxNode): boolean => {
  const annotation = node.typeAnnotation;
  if (typeof annotation !== 'object' || annotation === null || !('typeName' in annotation)) return false;
  return identifier(annotation.typeName) === 'const';
};
