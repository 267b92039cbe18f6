/** Compiles an audience once to closures, so that matching a person costs no parsing. */
import type { Instant } from '../instant.ts';
import type { JsonObject } from '../json.ts';
import type { AttributeType, GroupTrace } from './audience.ts';

export type CompiledAudience = {
  readonly matches: (attributes: JsonObject, now: Instant) => boolean;
  /** Agrees with `matches`, always; says for every group and rule what was found. */
  readonly explain: (
    attributes: JsonObject,
    now: Instant,
  ) => { readonly pass: boolean; readonly groups: readonly GroupTrace[] };
};

/** What compiling needs from around: saved audiences by id, and the declared types of attributes. */
export type AudienceContext = {
  readonly segments: ReadonlyMap<string, unknown>;
  readonly types: ReadonlyMap<string, AttributeType>;
};
