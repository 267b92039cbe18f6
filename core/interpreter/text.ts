/** How any JSON value reads as text: in templates, joins and expressions, always the same. */
import { decimalText } from '../audience/scalar.ts';
import type { Json } from '../json.ts';

/**
 * Nothing for null, the decimal text of a number (3, not 3.0 and never 1e21), the elements of a list joined with
 * ", ", and compact JSON for an object.
 */
export const textOf = (value: Json | undefined): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? decimalText(value) : '';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (isList(value)) return value.map(textOf).join(', ');
  return JSON.stringify(value);
};

/** `Array.isArray` for JSON: it keeps the element type where the built-in widens to any. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
