/** What every kind of field is given: its description, and where its setting stands in the block. */
import type { Field } from '@sluice/core/form/form';

/** The description of a field of this kind. */
export type FieldOfKind<K extends Field['kind']> = Extract<Field, { readonly kind: K }>;

export type FieldProps<K extends Field['kind']> = {
  readonly field: FieldOfKind<K>;
  /** From the block's settings on: "items.0.label". */
  readonly path: string;
  /** Set where the surroundings say what the field is, as in a list of short items: the label is only read aloud. */
  readonly spoken?: string;
};
