/** An audience: named filter groups. ALL rules of a group must hold; ANY group may match. */
import type { Json } from '../json.ts';

export type AttributeType = 'text' | 'number' | 'boolean' | 'date' | 'list';
export type Operator =
  | 'equals'
  | 'not_equals'
  | 'contains'
  | 'not_contains'
  | 'starts_with'
  | 'ends_with'
  | 'one_of'
  | 'not_one_of'
  | 'greater_than'
  | 'less_than'
  | 'at_least'
  | 'at_most'
  | 'within_last'
  | 'not_within_last'
  | 'is_empty'
  | 'is_not_empty'
  | 'matches';

export type AttributeRule = {
  readonly attribute: string;
  readonly operator: Operator;
  readonly value?: Json;
};
export type SegmentRule = { readonly segment: string };
export type Rule = AttributeRule | SegmentRule;
export type FilterGroup = { readonly name: string; readonly rules: readonly Rule[] };
export type Audience = { readonly everyone: boolean; readonly groups: readonly FilterGroup[] };

/** What `explain` says of one rule and one group; the shape of a Decision's trace. */
export type RuleTrace = {
  readonly attribute: string;
  readonly operator: string;
  readonly value: Json;
  /** The value found; null when there was none. */
  readonly found: Json;
  readonly pass: boolean;
};
export type GroupTrace = {
  readonly group: string;
  readonly pass: boolean;
  readonly rules: readonly RuleTrace[];
};
