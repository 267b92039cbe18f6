/** A command: a pure change of a document that says what it is called and how it undoes. */
import type { BlockFaces } from '@sluice/core/face/face';
import type { FlowDocument } from '@sluice/core/flow/document';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { ok, type Result } from '@sluice/core/problem';
import type { Selection } from './selection.ts';

/** What a command may ask of the world: the blocks there are, and chance for ids. */
export type World = {
  readonly library: BlockLibrary;
  readonly faces: BlockFaces;
  /** A new random id. */
  newId(): string;
};

/**
 * How an edit undoes:
 * - `step`: by itself
 * - `joins`: together with the step before it, when that has the same key and is at most `within` milliseconds old
 *   (left out: however old): typing in one field, one drag.
 */
export type UndoPolicy =
  | { readonly type: 'step' }
  | { readonly type: 'joins'; readonly key: string; readonly within?: number };

export const STEP: UndoPolicy = { type: 'step' };

/** So long may typing in one field pause and still be one step. */
const PAUSE = 2_000;

/** Typing: everything in one field is one step, until a pause. */
export const typing = (field: string): UndoPolicy => ({ type: 'joins', key: field, within: PAUSE });

/** A drag or another gesture with an identity of its own: all of it is one step. */
export const gesture = (name: string | undefined): UndoPolicy =>
  name === undefined ? STEP : { type: 'joins', key: `gesture ${name}` };

export type Edit = {
  /** The same object when nothing changes. Unchanged parts are the same objects, too. */
  readonly document: FlowDocument;
  /** Goes behind "Undo: "; begins small ("move 3 groups"). */
  readonly label: string;
  readonly undo: UndoPolicy;
  /** What is selected afterwards; left out: what was, as far as it still exists. */
  readonly selection?: Selection;
};

/** Refusals say why something cannot be done; they are for people. */
export type Command = (document: FlowDocument, world: World) => Result<Edit>;

/** The edit that changes nothing. */
export const unchanged = (document: FlowDocument): Result<Edit> => ok({ document, label: '', undo: STEP });

/** "3 groups", "1 group". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
