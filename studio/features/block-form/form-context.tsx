/** What every field of a form knows: the settings as they stand, the flow around them, and how to change them. */
import type { FlowDocument } from '@sluice/core/flow/document';
import type { NewVariable } from '@sluice/core/form/form';
import type { Problem } from '@sluice/core/problem';
import { createContext, useContext } from 'react';
import { type Settings, settingAt } from './settings-path.ts';
import type { PersonAttribute } from './suggestions.ts';

/** The parts of a flow that forms look at. */
export type FlowAround = Pick<FlowDocument, 'groups' | 'variables'>;

export type Change = {
  /** Changes with the same key, one after the other, are one step to undo: typing in one field. */
  readonly coalesce?: string;
  /** A variable that the settings name and the flow does not have yet. */
  readonly newVariable?: NewVariable;
};

export type FormHandle = {
  readonly settings: Settings;
  readonly flow: FlowAround;
  readonly attributes: readonly PersonAttribute[];
  readonly problems: readonly Problem[];
  readonly isReadOnly: boolean;
  set(path: string, value: unknown, change?: Change): void;
  newId(): string;
};

const FormContext = createContext<FormHandle | null>(null);
export const FormProvider = FormContext.Provider;

/** The form around; only below a `FormProvider`. */
export const useForm = (): FormHandle => {
  const form = useContext(FormContext);
  if (!form) throw new Error('a field stands outside a form');
  return form;
};

/**
 * A setting with the ways to change it: `write` for typing, `set` for everything else. An `optional` one goes away
 * when it is emptied.
 */
export const useSetting = (path: string, { optional = false }: { readonly optional?: boolean } = {}) => {
  const form = useForm();
  const kept = (value: unknown) => (optional && value === '' ? undefined : value);
  return {
    value: settingAt(form.settings, path),
    set: (value: unknown, change?: Change) => form.set(path, kept(value), change),
    write: (value: unknown) => form.set(path, kept(value), { coalesce: path }),
  };
};

/** Problems exactly at a path, or with `deep` also below it. */
export const useProblems = (path: string, deep = false): readonly Problem[] =>
  useForm().problems.filter(({ at }) => at === path || (deep && at.startsWith(`${path}.`)));
