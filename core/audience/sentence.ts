/** An audience in one plain sentence, for cards, confirmations and logs. */
import type { Json } from '../json.ts';
import type { AttributeRule, Audience, FilterGroup, Operator, Rule } from './audience.ts';
import { OPERATOR_WORDS } from './operator-words.ts';
import { isDuration, isOperator } from './rule-value.ts';
import { isScalar, textOf } from './scalar.ts';

/** What people call things; whatever is not named shows as its path or id. */
export type AudienceNames = {
  readonly attributes?: ReadonlyMap<string, string> | undefined;
  readonly segments?: ReadonlyMap<string, string> | undefined;
};

const SHOWN = 3;
const LONGEST = 60;

const shown = (value: Json | undefined): string => {
  const text = isScalar(value) ? textOf(value) : '';
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text;
};

/** "a", "a or b", "a, b, c or 12 more". */
const listed = (value: Json | undefined): string => {
  const values = Array.isArray(value) ? value : [];
  const more = values.length - SHOWN;
  const words = values.slice(0, SHOWN).map((each: Json) => shown(each));
  if (more > 0) words.push(`${more} more`);
  const last = words.pop();
  if (last === undefined) return 'nothing (an empty list)';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
};

const span = (value: Json | undefined): string => {
  if (!isDuration(value)) return '';
  return value.n === 1 ? value.unit.slice(0, -1) : `${value.n} ${value.unit}`;
};

const phrases: Readonly<Record<Operator, (value: Json | undefined) => string>> = {
  equals: (value) => `${OPERATOR_WORDS.equals} ${shown(value)}`,
  not_equals: (value) => `${OPERATOR_WORDS.not_equals} ${shown(value)}`,
  contains: (value) => `${OPERATOR_WORDS.contains} ${shown(value)}`,
  not_contains: (value) => `${OPERATOR_WORDS.not_contains} ${shown(value)}`,
  starts_with: (value) => `${OPERATOR_WORDS.starts_with} ${shown(value)}`,
  ends_with: (value) => `${OPERATOR_WORDS.ends_with} ${shown(value)}`,
  one_of: (value) => `${OPERATOR_WORDS.one_of} ${listed(value)}`,
  not_one_of: (value) => `${OPERATOR_WORDS.not_one_of} ${listed(value)}`,
  greater_than: (value) => `${OPERATOR_WORDS.greater_than} ${shown(value)}`,
  less_than: (value) => `${OPERATOR_WORDS.less_than} ${shown(value)}`,
  at_least: (value) => `${OPERATOR_WORDS.at_least} ${shown(value)}`,
  at_most: (value) => `${OPERATOR_WORDS.at_most} ${shown(value)}`,
  within_last: (value) => `${OPERATOR_WORDS.within_last} ${span(value)}`,
  not_within_last: (value) => `${OPERATOR_WORDS.not_within_last} ${span(value)}`,
  is_empty: () => OPERATOR_WORDS.is_empty,
  is_not_empty: () => OPERATOR_WORDS.is_not_empty,
  matches: (value) => `${OPERATOR_WORDS.matches} ${shown(value)}`,
};

/** "is at least 5": an operator with its value, for a sentence that begins elsewhere; an unknown one as it stands. */
export const operatorPhrase = (operator: string, value: unknown): string =>
  isOperator(operator)
    ? phrases[operator](value as Json | undefined) // whatever is not shown as JSON shows as nothing
    : operator;

/** Tags are so common that they get words of their own. */
const tagPhrase = ({ operator, value }: AttributeRule): string | null => {
  switch (operator) {
    case 'contains':
      return `with the tag ${shown(value)}`;
    case 'not_contains':
      return `without the tag ${shown(value)}`;
    case 'one_of':
      return `with one of the tags ${listed(value)}`;
    case 'not_one_of':
      return `with none of the tags ${listed(value)}`;
    case 'is_empty':
      return 'without any tag';
    case 'is_not_empty':
      return 'with any tag';
    default:
      return null;
  }
};

const rulePhrase = (rule: Rule, names: AudienceNames): string => {
  if ('segment' in rule) return `in the segment ${names.segments?.get(rule.segment) ?? rule.segment}`;
  const tags = rule.attribute === 'tags' ? tagPhrase(rule) : null;
  if (tags !== null) return tags;
  return `whose ${called(rule.attribute, names)} ${phrases[rule.operator](rule.value)}`;
};

/** A display name in mid-sentence begins small, unless it is an abbreviation ("UTM source"). */
const called = (attribute: string, names: AudienceNames): string =>
  names.attributes?.get(attribute)?.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase()) ??
  attribute;

const groupPhrase = (group: FilterGroup, names: AudienceNames): string =>
  group.rules.map((rule) => rulePhrase(rule, names)).join(' and ');

/** Says who is meant: "people with the tag VIP, or whose email ends with @bigcorp.com". Plain text, not Markdown. */
export const audienceSentence = (audience: Audience, names: AudienceNames = {}): string => {
  if (audience.everyone) return 'everyone';
  if (audience.groups.length === 0) return 'nobody';
  return `people ${audience.groups.map((group) => groupPhrase(group, names)).join(', or ')}`;
};
