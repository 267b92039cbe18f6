/** The types of variables as people read them. */
import type { VariableType } from '@sluice/core/flow/document';

export const TYPES: readonly { readonly value: VariableType; readonly label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'list', label: 'List' },
  { value: 'object', label: 'Object' },
];

export const wordFor = (type: VariableType): string =>
  TYPES.find(({ value }) => value === type)?.label ?? type;
