/** One file of the repository, parsed as far as the rules need: its place in the house, imports, nodes and comments. */
import { dirname, posix } from 'node:path';
import { parseSync } from 'vite';

/** A node of the syntax tree; rules look at `type` and at the few fields they name. */
export type SyntaxNode = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
};

export type Import = {
  /** As written: "./draw.ts", "@sluice/core/problem", "zod". */
  readonly specifier: string;
  /** Where a relative specifier or one of our own packages leads, from the root; undefined for other packages. */
  readonly target: string | undefined;
  readonly dynamic: boolean;
  /** `import type`: gone before anything runs. */
  readonly typeOnly: boolean;
  readonly line: number;
};

export type SourceFile = {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The first folder: "core", "blocks", …; "" for files at the root. */
  readonly area: string;
  /** Tests and what only tests use. */
  readonly isTest: boolean;
  /** Build and tool configuration: runs in Node, never in the product. */
  readonly isTooling: boolean;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  readonly comments: readonly { readonly text: string; readonly line: number; readonly lastLine: number }[];
  readonly nodes: readonly { readonly node: SyntaxNode; readonly parent: SyntaxNode | undefined }[];
  lineOf(offset: number): number;
};

/** `contract.ts` of the platforms is the behaviour suite that every platform's tests run. */
const TEST_FILES = [
  /\.test\.tsx?$/,
  /^test\//,
  /(^|\/)(fakes?|fixtures)(\/|\.ts$)/,
  /^platforms\/contract\.ts$/,
];

const OURS = /^@sluice\/([a-z]+)\/(.+)$/;

export const isSource = (path: string): boolean => /\.(ts|tsx|mjs)$/.test(path);

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const collect = (root: SyntaxNode): SourceFile['nodes'] => {
  const found: { node: SyntaxNode; parent: SyntaxNode | undefined }[] = [];
  const visit = (node: SyntaxNode, parent: SyntaxNode | undefined): void => {
    found.push({ node, parent });
    for (const child of Object.values(node)) {
      if (Array.isArray(child)) for (const item of child) if (isNode(item)) visit(item, node);
      if (isNode(child)) visit(child, node);
    }
  };
  visit(root, undefined);
  return found;
};

const lineCounter = (text: string): ((offset: number) => number) => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const next = starts.findIndex((start) => start > offset);
    return next === -1 ? starts.length : next;
  };
};

const targetOf = (path: string, specifier: string): string | undefined => {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(dirname(path), specifier));
  const own = OURS.exec(specifier);
  return own ? `${own[1]}/${own[2]}.ts` : undefined;
};

const literal = (value: unknown): string | undefined =>
  isNode(value) && typeof value.value === 'string' ? value.value : undefined;

/** Parses a file. A file that does not parse throws: nothing can be promised about it. */
export const readSourceFile = (path: string, text: string): SourceFile => {
  // The parser's own node types are many; the rules need only `type`, positions and a few fields.
  const parsed = parseSync(path, text) as unknown as {
    program: SyntaxNode;
    comments: readonly { value: string; start: number; end: number }[];
    errors: readonly { message: string }[];
  };
  if (parsed.errors.length > 0) throw new Error(`${path} does not parse: ${parsed.errors[0]?.message}`);
  const lineOf = lineCounter(text);
  const nodes = collect(parsed.program);
  const imports = nodes.flatMap(({ node }): Import[] => {
    const specifier = literal(node.source);
    if (specifier === undefined) return [];
    const dynamic = node.type === 'ImportExpression';
    const typeOnly = node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType';
    return [{ specifier, target: targetOf(path, specifier), dynamic, typeOnly, line: lineOf(node.start) }];
  });
  const area = path.includes('/') ? (path.split('/')[0] ?? '') : '';
  return {
    path,
    text,
    area,
    isTest: TEST_FILES.some((pattern) => pattern.test(path)),
    isTooling: area === 'scripts' || /(^|\/)(build|[a-z]+\.config)\.ts$/.test(path),
    lineCount: text.replace(/\n$/, '').split('\n').length,
    imports,
    comments: parsed.comments.map((comment) => ({
      text: comment.value,
      line: lineOf(comment.start),
      lastLine: lineOf(comment.end),
    })),
    nodes,
    lineOf,
  };
};
