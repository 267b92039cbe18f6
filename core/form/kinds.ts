/** The kinds of fields that hold one plain value, each with what its component has to know. */
import type { VariableType } from '../flow/document.ts';

export type Option<Value extends string = string> = {
  readonly value: Value;
  readonly label: string;
  /** What it means, where the label does not say it. */
  readonly says?: string;
};

export type Kinds = {
  /** Words as they are, nothing filled in. */
  readonly text: { readonly kind: 'text'; readonly placeholder?: string; readonly mono?: boolean };
  /** One line with `{{…}}`; `address` for web addresses. */
  readonly line: { readonly kind: 'line'; readonly placeholder?: string; readonly address?: boolean };
  /** Markdown with `{{…}}` and a preview; `rows` is how high it begins. */
  readonly markdown: { readonly kind: 'markdown'; readonly placeholder?: string; readonly rows?: number };
  readonly expression: { readonly kind: 'expression'; readonly placeholder?: string };
  /** The name of a variable; `makes` is the type of one that is made on the spot. */
  readonly variable: { readonly kind: 'variable'; readonly makes: VariableType };
  readonly date: { readonly kind: 'date' };
  readonly time: { readonly kind: 'time' };
  readonly number: {
    readonly kind: 'number';
    readonly least?: number;
    readonly most?: number;
    /** Only whole numbers. */
    readonly whole?: boolean;
    readonly unit?: string;
    readonly placeholder?: string;
  };
  /** Seconds, written in seconds, minutes, hours or days. */
  readonly duration: { readonly kind: 'duration'; readonly most: number };
  /** Seconds, written as a duration, or an expression that gives them. */
  readonly amount: { readonly kind: 'amount'; readonly most: number };
  /** A text with `{{…}}`, a number, yes or no, or nothing. */
  readonly value: { readonly kind: 'value' };
  /** `unset` is what counts while there is no value. */
  readonly toggle: { readonly kind: 'toggle'; readonly unset?: boolean };
  /** A group of the flow, or one of its blocks. */
  readonly place: { readonly kind: 'place' };
  readonly condition: { readonly kind: 'condition' };
  /** Texts with `{{…}}`, each on its own. */
  readonly tags: { readonly kind: 'tags'; readonly most: number; readonly placeholder?: string };
  /** Names of variables. */
  readonly variables: { readonly kind: 'variables'; readonly most: number };
  /** Branches with percentages that add up to 100. */
  readonly shares: { readonly kind: 'shares'; readonly least: number; readonly most: number };
};

export type Kind = Kinds[keyof Kinds];
