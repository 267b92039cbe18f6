/** Compiles an audience once to closures, so that matching a person costs no parsing. */
import type { Instant } from '../instant.ts';
import type { JsonObject } from '../json.ts';
import { ok, type Result } from '../problem.ts';
import type { AttributeType, Audience, GroupTrace } from './audience.ts';
import { compileGroups, type Matches } from './groups.ts';
import { segmentFinder, type Turn } from './segments.ts';

export type CompiledAudience = {
  readonly matches: Matches;
  /** Agrees with `matches`, always; says for every group and rule what was found. */
  readonly explain: (
    attributes: JsonObject,
    now: Instant,
  ) => { readonly pass: boolean; readonly groups: readonly GroupTrace[] };
};

/** What compiling needs from around: saved audiences by id, and the declared types of attributes. */
export type AudienceContext = {
  readonly segments: ReadonlyMap<string, Audience>;
  readonly types: ReadonlyMap<string, AttributeType>;
};

export type CompileAudience = (audience: Audience) => Result<CompiledAudience>;

/**
 * Compiles many audiences of one workspace; the segments they share are compiled once for all of them.
 * Do not change the context's maps afterwards.
 */
export const audienceCompiler = ({ segments, types }: AudienceContext): CompileAudience => {
  const turn: Turn = { number: 0 };
  const findSegment = segmentFinder(segments, types, turn);
  return (audience) => {
    const compiled = compileGroups(audience, types, findSegment);
    if (!compiled.ok) return compiled;
    const groups = compiled.value;
    const { everyone } = audience;
    return ok({
      matches: (attributes, now) => {
        if (everyone) return true;
        turn.number += 1;
        return groups.matches(attributes, now);
      },
      explain: (attributes, now) => {
        turn.number += 1;
        const traces = groups.trace(attributes, now);
        return { pass: everyone || traces.some((group) => group.pass), groups: traces };
      },
    });
  };
};

/**
 * Compiles an audience with the segments it uses. `matches` and `explain` are pure to their callers: the
 * same attributes and the same `now` always give the same answer, and they never throw.
 * Refused with problems at `groups.G.rules.R…` for an unknown segment or operator, a value that does not
 * suit its operator, a pattern that is not RE2, an empty group, or segments that use each other in a circle.
 */
export const compileAudience = (audience: Audience, context: AudienceContext): Result<CompiledAudience> =>
  audienceCompiler(context)(audience);
