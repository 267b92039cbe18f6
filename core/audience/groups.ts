/** The groups of one audience as closures: all rules of a group must hold, any group may match. */
import type { Instant } from '../instant.ts';
import type { Json, JsonObject } from '../json.ts';
import { ok, type Problem, problem, type Result, refused, under } from '../problem.ts';
import { compileAttribute } from './attribute.ts';
import type { AttributeRule, AttributeType, Audience, GroupTrace, Rule, RuleTrace } from './audience.ts';
import { compileOperator } from './operators.ts';

/** Whether a person matches, at a point in time. */
export type Matches = (attributes: JsonObject, now: Instant) => boolean;

export type CompiledGroups = {
  readonly matches: Matches;
  readonly trace: (attributes: JsonObject, now: Instant) => readonly GroupTrace[];
};

type CompiledRule = {
  readonly holds: Matches;
  readonly trace: (attributes: JsonObject, now: Instant) => RuleTrace;
};

/** Finds a saved audience's test, or says why it has none; problems are at `segment`. */
export type FindSegment = (id: string) => Result<Matches>;

const attributeRule = (
  rule: AttributeRule,
  types: ReadonlyMap<string, AttributeType>,
): Result<CompiledRule> => {
  const { attribute, operator, value = null } = rule;
  const compiled = compileOperator(operator, rule.value, { type: types.get(attribute) });
  if (!compiled.ok) return compiled;
  const test = compiled.value;
  const read = compileAttribute(attribute);
  return ok({
    holds: (attributes, now) => test(read(attributes), now),
    trace: (attributes, now) => {
      const found = read(attributes);
      const shown = (found ?? null) as Json; // attributes are JSON, and so is every part of them
      return { attribute, operator, value, found: shown, pass: test(found, now) };
    },
  });
};

const segmentRule = (segment: string, find: FindSegment): Result<CompiledRule> => {
  const found = find(segment);
  if (!found.ok) return found;
  const holds = found.value;
  return ok({
    holds,
    trace: (attributes, now) => {
      const pass = holds(attributes, now);
      return { attribute: 'segment', operator: 'in', value: segment, found: pass, pass };
    },
  });
};

/** Compiles every rule of an audience; refused with all problems, each at `groups.G.rules.R…`. */
export const compileGroups = (
  audience: Audience,
  types: ReadonlyMap<string, AttributeType>,
  find: FindSegment,
): Result<CompiledGroups> => {
  const problems: Problem[] = [];
  const compileRule = (rule: Rule, at: string): readonly CompiledRule[] => {
    const compiled = 'segment' in rule ? segmentRule(rule.segment, find) : attributeRule(rule, types);
    if (compiled.ok) return [compiled.value];
    problems.push(...compiled.problems.map((p) => under(at, p)));
    return [];
  };
  const groups = audience.groups.map(({ name, rules }, g) => {
    if (rules.length === 0) {
      problems.push(problem('empty-group', `groups.${g}`, 'Add a rule or remove the group.'));
    }
    return { name, rules: rules.flatMap((rule, r) => compileRule(rule, `groups.${g}.rules.${r}`)) };
  });
  if (problems.length > 0) return refused(...problems);
  return ok({
    matches: (attributes, now) => {
      // Plain loops: this runs once per person and deployment, and allocates nothing.
      for (const { rules } of groups) {
        let pass = true;
        for (const rule of rules) {
          if (rule.holds(attributes, now)) continue;
          pass = false;
          break;
        }
        if (pass) return true;
      }
      return false;
    },
    trace: (attributes, now) =>
      groups.map(({ name, rules }) => {
        const traces = rules.map((rule) => rule.trace(attributes, now));
        return { group: name, pass: traces.every((each) => each.pass), rules: traces };
      }),
  });
};
