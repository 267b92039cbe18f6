/** A rule of the house: what must hold, why, and every place where it does not. */
import type { SourceFile } from './source-file.ts';

export type Finding = { readonly path: string; readonly line: number; readonly says: string };

/** What the rules look at: parsed sources, and every tracked path (a rule reads other files' text on demand). */
export type Repository = {
  readonly sources: readonly SourceFile[];
  readonly paths: readonly string[];
  textOf(path: string): string;
};

export type Rule = {
  /** The promise, as a sentence. */
  readonly name: string;
  /** The reason, for whoever breaks it and wonders. */
  readonly why: string;
  find(repository: Repository): readonly Finding[];
};

/** A rule that looks at one source file at a time. */
export const sourceRule = (
  name: string,
  why: string,
  find: (file: SourceFile) => readonly (Omit<Finding, 'path'> | undefined)[],
): Rule => ({
  name,
  why,
  find: ({ sources }) =>
    sources.flatMap((file) =>
      find(file).flatMap((finding) => (finding === undefined ? [] : [{ path: file.path, ...finding }])),
    ),
});

/** What a broken rule prints. */
export const explain = (rule: Rule, findings: readonly Finding[]): string =>
  [
    `Broken rule: ${rule.name}`,
    `Why it exists: ${rule.why}`,
    ...findings.map((finding) => `  ${finding.path}:${finding.line}  ${finding.says}`),
  ].join('\n');
