/** Which fields of a form are shown as its settings stand, and whose problems they show. */
import type { BlockForm, Field } from '@sluice/core/form/form';
import { settingAt } from './settings-path.ts';

/** Whether a field's time has come; `around` is the object that its setting stands in. */
export const isShown = ({ when }: Field, around: unknown): boolean =>
  when === undefined || when.is.includes(settingAt(around, when.setting));

/** Whether a problem at this path is shown beside one of the form's fields. */
export const showsProblem = ({ fields, folds = [] }: BlockForm, settings: unknown, at: string): boolean =>
  someShows([...fields, ...folds.flatMap((fold) => fold.fields)], settings, at);

const someShows = (fields: readonly Field[], around: unknown, at: string): boolean =>
  fields.some((field) => isShown(field, around) && shows(field, around, at));

const shows = (field: Field, around: unknown, at: string): boolean => {
  if (at === field.at) return true;
  if (!at.startsWith(`${field.at}.`)) return false;
  if (field.kind !== 'list') return true;
  const [index = '', ...rest] = at.slice(field.at.length + 1).split('.');
  const inner = rest.join('.');
  return (
    ELEMENT.includes(inner) ||
    someShows([...field.fields, ...(field.more ?? [])], settingAt(around, `${field.at}.${index}`), inner)
  );
};

/** What of an element of a list has no field, but is the element's own matter: the whole of it, and its id. */
export const ELEMENT: readonly string[] = ['', 'id'];
