/** The face of a block: what its card on the canvas shows, and how a fresh one begins. Pure data, drawn elsewhere. */
import type { BlockDefinition } from '../interpreter/block.ts';
import type { FaceNames } from './names.ts';

/** A run of text in one style; a chip is the name of a value that is filled in. */
export type Span = {
  readonly text: string;
  readonly as?: 'chip' | 'strong' | 'muted' | 'mono';
};

/** Text that wraps; "\n" in a span begins a new line. */
export type Words = readonly Span[];

export type FaceRow =
  /** Text, wrapped over `most` lines (4 when left out). */
  | { readonly row: 'words'; readonly words: Words; readonly most?: number }
  /** A line to write on: the placeholder, and on the right the variable's name as people know it. */
  | { readonly row: 'answer'; readonly words: Words; readonly variable?: string }
  /** A box of one line; with a port it is a way out, and edges begin there. */
  | { readonly row: 'item'; readonly words: Words; readonly port?: string }
  /** A picture at an address that needs no filling in. */
  | { readonly row: 'picture'; readonly url: string; readonly alt: string };

/** What a fresh block may ask for. */
export type FreshContext = {
  /** A new random id, for items and branches. */
  newId(): string;
};

export type FaceOf<Settings> = {
  /** One short sentence for the list of blocks: "Says something". */
  readonly says: string;
  /** Other words that people look for it by, lower case. */
  readonly words: readonly string[];
  /** Settings of a block that was just added: they parse, even if a check still finds something to fill in. */
  fresh(context: FreshContext): Settings;
  /** Every named port of the block stands in exactly one row. */
  rows(settings: Settings, names: FaceNames): readonly FaceRow[];
};

export type BlockFace<Settings> = FaceOf<Settings> & { readonly type: string };

/** Ties a face to its block's settings. */
export const defineFace = <Settings>(
  block: BlockDefinition<Settings>,
  face: FaceOf<NoInfer<Settings>>,
): BlockFace<Settings> => Object.freeze({ type: block.type, ...face });

/** The faces of all block types, by type. Made once from the blocks' barrel. */
export type BlockFaces = ReadonlyMap<string, BlockFace<never>>;
