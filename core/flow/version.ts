/** A version: an immutable published snapshot, with everything it needs to run for ever. */
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
