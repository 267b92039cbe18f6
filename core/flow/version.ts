/** A version: an immutable published snapshot, with everything it needs to run for ever. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { own } from '../json.ts';
import { canonicalJson } from './canonical.ts';
import type { FlowDocument } from './document.ts';

/** What a conversation runs on. Frozen deeply when made. */
export type FlowVersion = {
  readonly document: FlowDocument;
  /** The subflows this version pins, transitively: `{ flowId: number }`. */
  readonly pins: { readonly [flowId: string]: number };
  /** The documents of those pins, by flow id. */
  readonly subflows: { readonly [flowId: string]: FlowDocument };
  /** SHA-256, hex, of the canonical JSON of `{ document, pins }` and the pinned documents' hashes. */
  readonly hash: string;
};

/**
 * Makes a version, frozen deeply. The hash depends on content only: the order of keys does not matter, a pinned
 * document that differs does.
 */
export const makeVersion = (content: {
  readonly document: FlowDocument;
  readonly pins?: { readonly [flowId: string]: number };
  readonly subflows?: { readonly [flowId: string]: FlowDocument };
}): FlowVersion => {
  const { document, pins = {}, subflows = {} } = content;
  const hashes = Object.entries(subflows).map(([id, each]): [string, string] => [id, hashOf(each)]);
  const whole =
    hashes.length === 0 ? { document, pins } : { document, pins, subflows: Object.fromEntries(hashes) };
  return freezeDeeply(structuredCopy({ document, pins, subflows, hash: hashOf(whole) }));
};

/** The flows that a document's subflow blocks refer to, each once, in order of appearance. */
export const subflowsOf = (document: FlowDocument): readonly string[] => {
  const ids = document.groups
    .flatMap((group) => group.blocks)
    .filter((block) => block.type === 'subflow')
    .map((block) => own(block, 'flow'))
    .filter((id) => typeof id === 'string');
  return [...new Set(ids)];
};

const hashOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));

/** A version owns what it holds: freezing must not freeze the draft that someone still edits. */
const structuredCopy = (version: FlowVersion): FlowVersion =>
  JSON.parse(JSON.stringify(version)) as FlowVersion; // JSON in, the same JSON out

const freezeDeeply = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freezeDeeply(inner);
  }
  return value;
};
