/** Markdown as a small tree that is safe to show: known nodes only, links to known schemes only, never an exception. */
import { boundedCache } from '@sluice/core/interpreter/bounded-cache';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { safeImage, safeLink } from './url.ts';
import type { Content, Inline } from './website/protocol.ts';

export type { Content, Inline } from './website/protocol.ts';

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root['children'][number];
type Definitions = ReadonlyMap<string, string>;
/** What the walk carries along: the source (for what is nested too deep) and the link definitions in it. */
type Walk = { readonly source: string; readonly definitions: Definitions; readonly depth: number };

/** Longer or busier texts are shown as plain text: some Markdown takes quadratic time to parse. */
const LONGEST = 40_000;
const MOST_MARKS = 1_000;
const DEEPEST = 12;

const OPTIONS: Parameters<typeof fromMarkdown>[1] = {
  // Without the HTML rules "<" is a character like any other, and what stands between tags is still Markdown.
  extensions: [gfmStrikethrough({ singleTilde: false }), { disable: { null: ['htmlFlow', 'htmlText'] } }],
  mdastExtensions: [gfmStrikethroughFromMarkdown()],
};

const parsed = (markdown: string): readonly Content[] => {
  if (markdown.length > LONGEST || marksIn(markdown) > MOST_MARKS) return plainContent(unescaped(markdown));
  try {
    const root = fromMarkdown(markdown, OPTIONS);
    return blocksOf(root.children, { source: markdown, definitions: definitionsIn(root), depth: 0 });
  } catch {
    return plainContent(unescaped(markdown)); // nested so deep that the parser itself gave up
  }
};

/**
 * Reads CommonMark with ~~strikethrough~~. Raw HTML stays literal text; links keep their address only when it is
 * http(s), mailto or tel, images only http(s): otherwise their text stays. A single newline is a line break, as people
 * write in a chat. Any string gives a tree; nothing throws.
 */
export const contentOf: (markdown: string) => readonly Content[] = boundedCache(500, parsed);

/** Plain text as one paragraph with its line breaks; nothing in it is read as Markdown. */
export const plainContent = (text: string): readonly Content[] =>
  text.trim() === '' ? [] : [{ type: 'paragraph', children: linesOf(text) }];

const marksIn = (markdown: string): number => markdown.match(/(?<!\\)[*_~>]/g)?.length ?? 0;

/** Takes back what `escapeMarkdown` wrote. */
const unescaped = (markdown: string): string =>
  markdown
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&#(9|10|32|65279);/g, (_, code) => String.fromCharCode(Number(code)));

const definitionsIn = (root: Root): Definitions => {
  const found = new Map<string, string>();
  for (const node of root.children)
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, node.url);
  return found;
};

const blocksOf = (nodes: readonly Node[], walk: Walk): Content[] =>
  nodes.flatMap((node) => blockOf(node, walk));

const blockOf = (node: Node, walk: Walk): readonly Content[] => {
  if (walk.depth >= DEEPEST) return plainContent(sourceOf(node, walk));
  const inner = { ...walk, depth: walk.depth + 1 };
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', children: inlinesOf(node.children, inner) }];
    case 'heading':
      return [{ type: 'heading', level: node.depth, children: inlinesOf(node.children, inner) }];
    case 'blockquote':
      return [{ type: 'quote', children: blocksOf(node.children, inner) }];
    case 'list': {
      const ordered = node.ordered === true;
      const start =
        ordered && typeof node.start === 'number' && node.start !== 1 ? { start: node.start } : {};
      const items = node.children.map((item) => blocksOf(item.children, inner));
      return [{ type: 'list', ordered, ...start, items }];
    }
    case 'code':
      return [{ type: 'codeblock', text: node.value }];
    case 'thematicBreak':
      return [{ type: 'rule' }];
    case 'definition':
      return [];
    default:
      return [{ type: 'paragraph', children: inlineOf(node, inner) }];
  }
};

const inlinesOf = (nodes: readonly Node[], walk: Walk): readonly Inline[] => {
  const out: Inline[] = [];
  for (const inline of nodes.flatMap((node) => inlineOf(node, walk))) {
    const last = out.at(-1);
    if (typeof inline === 'string' && typeof last === 'string') out[out.length - 1] = last + inline;
    else out.push(inline);
  }
  return out;
};

const inlineOf = (node: Node, walk: Walk): readonly Inline[] => {
  if (walk.depth >= DEEPEST) return linesOf(sourceOf(node, walk));
  const inner = { ...walk, depth: walk.depth + 1 };
  switch (node.type) {
    case 'text':
      return linesOf(node.value);
    case 'strong':
    case 'emphasis':
      return [{ type: node.type, children: inlinesOf(node.children, inner) }];
    case 'delete':
      return [{ type: 'strike', children: inlinesOf(node.children, inner) }];
    case 'inlineCode':
      return [{ type: 'code', text: node.value }];
    case 'break':
      return [{ type: 'break' }];
    case 'link':
      return linked(node.url, inlinesOf(node.children, inner));
    case 'linkReference':
      return linked(walk.definitions.get(node.identifier) ?? '', inlinesOf(node.children, inner));
    case 'image':
      return pictured(node.url, node.alt ?? '');
    case 'imageReference':
      return pictured(walk.definitions.get(node.identifier) ?? '', node.alt ?? '');
    default:
      return linesOf(sourceOf(node, walk));
  }
};

const linked = (address: string, children: readonly Inline[]): readonly Inline[] => {
  const url = safeLink(address);
  return url === null ? children : [{ type: 'link', url, children }];
};

const pictured = (address: string, alt: string): readonly Inline[] => {
  const url = safeImage(address);
  return url === null ? linesOf(alt) : [{ type: 'image', url, alt }];
};

/** Text with each newline as a break. */
const linesOf = (text: string): Inline[] =>
  text
    .split('\n')
    .flatMap((line, at): Inline[] => [
      ...(at > 0 ? [{ type: 'break' } as const] : []),
      ...(line === '' ? [] : [line]),
    ]);

const sourceOf = (node: Node, walk: Walk): string =>
  unescaped(walk.source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0));
