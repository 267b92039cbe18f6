/** One turn of a conversation: an input goes in, the new state and the wishes come out. Pure and deterministic. */
import type { FlowVersion } from '../flow/version.ts';
import type { BlockLibrary } from './block.ts';
import type { Effect } from './effect.ts';
import type { Input } from './input.ts';
import type { State } from './state.ts';

export type Turn = { readonly state: State; readonly effects: readonly Effect[] };

/** A version made ready to run: lookups built once, templates and expressions compiled on first use. */
export type Program = { readonly version: FlowVersion; readonly library: BlockLibrary };
export type Step = (program: Program, state: State | null, input: Input) => Turn;
