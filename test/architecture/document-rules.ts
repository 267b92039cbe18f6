/** What every tracked text must keep: links that lead somewhere, no traces of the machine it was written on. */
import { posix } from 'node:path';
import type { Finding, Repository, Rule } from './rule.ts';

const TEXT = /\.(ts|tsx|mjs|md|json|sql|html|css|yml|yaml|sh)$|(^|\/)(\.ci\/run|\.npmrc|\.gitignore)$/;
/** A path from the root of one particular machine; URLs have a host before it. */
const MACHINE_PATH =
  /(?<![\w.:/-])\/(?:work|farm|root|home\/[\w.-]+|Users\/[\w.-]+)\/[\w.-]+|\b[A-Z]:\\Users\\/;
const LINK = /\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;

const RECORD = /^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/;
const RECORD_PARTS = ['## Context', '## Decision', '## Consequences'];

const findLines = (path: string, text: string, judge: (line: string) => string | undefined): Finding[] =>
  text.split('\n').flatMap((line, index) => {
    const says = judge(line);
    return says === undefined ? [] : [{ path, line: index + 1, says }];
  });

/** Code is not prose: what looks like a link in it is none. Lines stay where they are. */
const withoutCode = (markdown: string): string =>
  markdown
    .replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, (block) => block.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, '');

/** As forges make it from a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchors = (markdown: string): readonly string[] =>
  [...withoutFences(markdown).matchAll(/^#{1,6}\s+(.+)$/gm)].map((match) => anchorOf(match[1] ?? ''));

const withoutFences = (markdown: string): string => markdown.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '');

const brokenLink = (repository: Repository, from: string, link: string): string | undefined => {
  if (/^[a-z]+:/i.test(link) || link.includes('{{')) return undefined;
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? from : posix.normalize(posix.join(posix.dirname(from), decodeURI(file)));
  const folder = target.replace(/\/$/, '');
  const exists = repository.paths.some((path) => path === target || path.startsWith(`${folder}/`));
  if (!exists) return `${link} leads nowhere`;
  return anchor && target.endsWith('.md') && !anchors(repository.textOf(target)).includes(anchor)
    ? `${link}: no such heading`
    : undefined;
};

export const documentRules: readonly Rule[] = [
  {
    name: 'no tracked file names a path of one machine',
    why: 'it works there and nowhere else, and tells strangers how that machine is laid out.',
    find: ({ paths, textOf }) =>
      paths
        .filter((path) => TEXT.test(path) && path !== 'package-lock.json')
        .flatMap((path) => findLines(path, textOf(path), (line) => MACHINE_PATH.exec(line)?.[0])),
  },
  {
    name: 'links between documents lead somewhere',
    why: 'a reader who meets one dead link stops trusting the page.',
    find: (repository) =>
      repository.paths
        .filter((path) => path.endsWith('.md'))
        .flatMap((path) =>
          findLines(path, withoutCode(repository.textOf(path)), (line) =>
            [...line.matchAll(LINK)]
              .map((match) => brokenLink(repository, path, match[1] ?? ''))
              .find((says) => says !== undefined),
          ),
        ),
  },
  {
    name: 'a decision record is numbered, short, and says context, decision and consequences',
    why: 'a record that cannot be read in two minutes is not read before the decision is undone.',
    find: ({ paths, textOf }) =>
      paths
        .filter((path) => path.startsWith('docs/decisions/'))
        .flatMap((path): Finding[] => {
          const text = textOf(path);
          const lines = text.trimEnd().split('\n').length;
          return [
            ...(RECORD.test(path) ? [] : [{ path, line: 1, says: 'not named NNNN-a-few-words.md' }]),
            ...(lines > 40 ? [{ path, line: 41, says: `${lines} lines; 40 are enough` }] : []),
            ...RECORD_PARTS.filter((part) => !text.includes(part)).map((part) => ({
              path,
              line: 1,
              says: `“${part}” is missing`,
            })),
          ];
        }),
  },
];
