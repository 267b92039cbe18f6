/** Conditions as the flow document stores them. */

export type Comparison = {
  /** A variable's name, a `person.…` path, or a template. */
  readonly left: string;
  readonly op: string;
  readonly right?: unknown;
  /** Case and outer white space count. */
  readonly exact?: boolean;
};

export type Condition =
  | { readonly all: readonly ConditionPart[] }
  | { readonly any: readonly ConditionPart[] };
export type ConditionPart = Comparison | { readonly expression: string } | Condition;
