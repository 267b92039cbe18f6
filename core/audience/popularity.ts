/** How much rules narrow people down, judged from the rules alone: what many of them look for, many people have. */
import type { AttributeRule, Audience } from './audience.ts';
import type { AudienceContext } from './compile.ts';
import { soughtBy } from './rule-index.ts';
import { folded, type Scalar, textOf } from './scalar.ts';

export type Popularity = {
  /** 0 to 1 for one value; of all that is looked for in the rule's attribute, the part that this rule looks for. */
  readonly of: (rule: AttributeRule) => number;
};

const valueKey = (rule: AttributeRule, value: Scalar): string =>
  `${rule.attribute}\n${folded(textOf(value))}`;

const raise = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** Counts the rules of these audiences, and once those of each segment they use. */
export const popularityOf = (
  audiences: Iterable<Audience>,
  segments: AudienceContext['segments'],
): Popularity => {
  const byValue = new Map<string, number>();
  const byAttribute = new Map<string, number>();
  const counted = new Set<string>();
  const countRule = (rule: AttributeRule): void => {
    for (const value of soughtBy(rule) ?? []) {
      raise(byValue, valueKey(rule, value));
      raise(byAttribute, rule.attribute);
    }
  };
  const count = ({ groups }: Audience): void => {
    for (const rule of groups.flatMap(({ rules }) => rules)) {
      if (!('segment' in rule)) {
        countRule(rule);
        continue;
      }
      const segment = counted.has(rule.segment) ? undefined : segments.get(rule.segment);
      counted.add(rule.segment);
      if (segment !== undefined) count(segment);
    }
  };
  for (const audience of audiences) count(audience);
  return {
    of: (rule) => {
      let sought = 0;
      for (const value of soughtBy(rule) ?? []) sought += byValue.get(valueKey(rule, value)) ?? 0;
      return sought / (byAttribute.get(rule.attribute) ?? 1);
    },
  };
};
