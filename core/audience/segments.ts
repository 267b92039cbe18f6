/** Saved audiences inside audiences: each compiled once, asked once per person, never in a circle. */
import { ok, problem, type Result, refused } from '../problem.ts';
import type { AttributeType, Audience } from './audience.ts';
import { compileGroups, type FindSegment, type Matches } from './groups.ts';

/** How deep segments may use segments. */
export const SEGMENT_DEPTH = 100;

/** The number of the person being matched: segments answer once per turn and remember it until the next. */
export type Turn = { number: number };

type Compiled = { readonly matches: Matches; readonly height: number };

/** A segment used by many rules, or by segments of segments, is evaluated once per turn and not 2^depth times. */
const oncePerTurn = (matches: Matches, turn: Turn): Matches => {
  let answeredIn = -1;
  let answer = false;
  return (attributes, now) => {
    if (answeredIn !== turn.number) {
      answer = matches(attributes, now);
      answeredIn = turn.number;
    }
    return answer;
  };
};

const named = (id: string): string => JSON.stringify(id);

/**
 * Gives the finder of segments for one audience. Refused, at `segment`: unknown ids, circles, segments with
 * problems of their own, and more than SEGMENT_DEPTH segments one within the other.
 */
export const segmentFinder = (
  segments: ReadonlyMap<string, Audience>,
  types: ReadonlyMap<string, AttributeType>,
  turn: Turn,
): FindSegment => {
  const known = new Map<string, Result<Compiled>>();
  const open: string[] = [];

  const compile = (id: string): Result<Compiled> => {
    const audience = segments.get(id);
    if (!audience) {
      return refused(
        problem(
          'unknown-segment',
          'segment',
          `There is no segment ${named(id)}.`,
          'Save it first, or choose another.',
        ),
      );
    }
    if (open.includes(id)) {
      const circle = [...open.slice(open.indexOf(id)), id].map(named).join(' → ');
      return refused(
        problem(
          'segment-cycle',
          'segment',
          `The segment ${named(id)} uses itself: ${circle}.`,
          'Break the circle.',
        ),
      );
    }
    const tooDeep = refused(
      problem(
        'segments-too-deep',
        'segment',
        `Segments use segments more than ${SEGMENT_DEPTH} deep here.`,
        'Merge some of them.',
      ),
    );
    if (open.length >= SEGMENT_DEPTH) return tooDeep;
    let height = 1;
    open.push(id);
    const groups = compileGroups(audience, types, (inner) => {
      const found = find(inner);
      if (!found.ok) return found;
      height = Math.max(height, found.value.height + 1);
      return ok(found.value.matches);
    });
    open.pop();
    if (!groups.ok) {
      // The first cause, said at the rule that uses the segment: its own path lies in another document.
      const [cause] = groups.problems;
      if (!cause) throw new Error('refused without a problem');
      const { code, at, says, hint } = cause;
      const inside = at.endsWith('.segment') ? says : `In the segment ${named(id)}, at ${at}: ${says}`;
      return refused(problem(code, 'segment', inside, hint));
    }
    if (height > SEGMENT_DEPTH) return tooDeep;
    const matches: Matches = audience.everyone ? () => true : groups.value.matches;
    return ok({ matches: oncePerTurn(matches, turn), height });
  };

  const find = (id: string): Result<Compiled> => {
    const before = known.get(id);
    if (before) return before;
    const compiled = compile(id);
    if (!open.includes(id)) known.set(id, compiled);
    return compiled;
  };

  return (id) => {
    const found = find(id);
    return found.ok ? ok(found.value.matches) : found;
  };
};
