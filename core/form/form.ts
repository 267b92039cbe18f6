/** The form of a block: which fields set which of its settings. Pure data; the studio has one component per kind. */
import type { VariableType } from '../flow/document.ts';
import type { BlockDefinition } from '../interpreter/block.ts';
import type { Condition } from '../interpreter/condition.ts';
import type { Place } from '../interpreter/state.ts';
import type { Kind, Kinds, Option } from './kinds.ts';

/** The settings a block definition takes: `SettingsOf<typeof message>`. */
export type SettingsOf<Definition> = Definition extends BlockDefinition<infer Settings> ? Settings : never;

/** Shown only while another setting of the same object has one of these values; undefined stands for "not set". */
export type When = { readonly setting: string; readonly is: readonly unknown[] };

/** A field as the studio draws it. `at` is a dotted path below the settings ("validation.min"). */
export type Field = {
  readonly at: string;
  /** As short as a label is. */
  readonly label: string;
  /** One sentence under the field; only what the label cannot say. */
  readonly help?: string;
  /** Emptied, the setting goes away. Not written where the block cannot be without it. */
  readonly optional?: boolean;
  readonly when?: When;
} & (Kind | SelectKind | ListKind);

/** One of a few values; `unset` is the value that counts while there is none, and choosing it unsets. */
export type SelectKind = {
  readonly kind: 'select';
  readonly options: readonly Option[];
  readonly unset?: string;
};

/** Several objects of one shape, in an order. */
export type ListKind = {
  readonly kind: 'list';
  /** What one is called: "item", "branch". */
  readonly one: string;
  readonly fields: readonly Field[];
  /** Fields that most items do without, folded away until they are used. */
  readonly more?: readonly Field[];
  readonly least?: number;
  readonly most: number;
  /** A new one; an object whose settings parse. */
  fresh(newId: () => string): object;
};

/** Fields under a title, folded away while nothing in them is set. */
export type Fold = { readonly title: string; readonly fields: readonly Field[] };

export type BlockForm = {
  readonly type: string;
  readonly fields: readonly Field[];
  readonly folds?: readonly Fold[];
  /** Settings that are deliberately not shown, each with the reason. */
  readonly without?: { readonly [setting: string]: string };
};

/** Every block's form, by type. Made once from the blocks' barrel. */
export type BlockForms = ReadonlyMap<string, BlockForm>;

/** What each kind of field gives; a field may stand only where its setting takes that. */
type Gives = {
  readonly text: string;
  readonly line: string;
  readonly markdown: string;
  readonly expression: string;
  readonly variable: string;
  readonly date: string;
  readonly time: string;
  readonly number: number;
  readonly duration: number;
  readonly amount: number | string;
  readonly value: string | number | boolean | null;
  readonly toggle: boolean;
  readonly place: Place;
  readonly condition: Condition;
  readonly tags: string[];
  readonly variables: string[];
  readonly shares: { id: string; percent: number }[];
};

type Plain<V> = { [K in keyof Gives]: Gives[K] extends V ? Kinds[K] : never }[keyof Gives];

type Several<E extends object> = Omit<ListKind, 'fields' | 'more' | 'fresh'> & {
  readonly fields: readonly FieldOf<E>[];
  readonly more?: readonly FieldOf<E>[];
  fresh(newId: () => string): E;
};

type KindFor<V> =
  | Plain<V>
  | ([V] extends [string]
      ? Omit<SelectKind, 'options' | 'unset'> & { readonly options: readonly Option<V>[]; readonly unset?: V }
      : never)
  | ([V] extends [readonly (infer E extends object)[]] ? Several<E> : never);

type Given<T> = Exclude<T, undefined>;
type IsOptional<S, K extends keyof S> =
  Record<never, never> extends Pick<S, K> ? { readonly optional: true } : { readonly optional?: never };

type Listed<V> = V extends readonly unknown[] ? true : false;

/** A field that names one of the settings `S`, of a kind that gives what this setting takes. */
export type FieldOf<S extends object> = {
  [K in keyof S & string]:
    | (Base<S> & { readonly at: K } & IsOptional<S, K> & KindFor<Given<S[K]>>)
    // one level below: the settings of an object such as `validation`
    | (Given<S[K]> extends object ? (Listed<Given<S[K]>> extends true ? never : Below<S, K>) : never);
}[keyof S & string];

type Below<S, K extends keyof S & string> = {
  [L in keyof Given<S[K]> & string]: Base<S> & {
    readonly at: `${K}.${L}`;
  } & IsOptional<Given<S[K]>, L> &
    KindFor<Given<Given<S[K]>[L]>>;
}[keyof Given<S[K]> & string];

type Base<S> = {
  readonly label: string;
  readonly help?: string;
  readonly when?: {
    [K in keyof S & string]: { readonly setting: K; readonly is: readonly S[K][] };
  }[keyof S & string];
};

type FormOf<S extends object> = {
  readonly fields: readonly FieldOf<S>[];
  readonly folds?: readonly { readonly title: string; readonly fields: readonly FieldOf<S>[] }[];
  readonly without?: { readonly [K in keyof S & string]?: string };
};

/** Ties a form to the settings of its block; the definition itself is not needed, so that forms load alone. */
export const defineForm = <Settings extends object>(type: string, form: FormOf<Settings>): BlockForm =>
  // A form of known settings is a form: only what TypeScript knows of its paths is forgotten.
  Object.freeze({ type, ...form }) as unknown as BlockForm;

/** A variable that a field makes on the spot. */
export type NewVariable = { readonly name: string; readonly title?: string; readonly type: VariableType };
