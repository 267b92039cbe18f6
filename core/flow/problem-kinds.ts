/** Which problems of a document stop publishing, and which are only worth knowing. */
import type { Problem } from '../problem.ts';

export type Severity = 'error' | 'warning';

/** Codes of problems with which a flow still runs as drawn. Everything else stops publishing. */
const WARNINGS = new Set([
  'unreachable-group',
  'empty-group',
  'trigger-without-edge',
  'unsupported-block',
  'default-type',
  'empty-condition',
  'condition-without-branches',
  'image-without-words',
  'into-not-used',
  'items-twice',
  'rule-not-used',
  'tag-both-ways',
  'tag-without-tags',
  'value-not-used',
]);

export const severityOf = (problem: Problem): Severity => (WARNINGS.has(problem.code) ? 'warning' : 'error');

/** True when a version must not be made of a document with this problem. */
export const isBlocking = (problem: Problem): boolean => severityOf(problem) === 'error';
