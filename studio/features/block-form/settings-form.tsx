/** Fields for settings that are not a block's: what was refused stays in its field, with the reason. */
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Field } from '@sluice/core/form/form';
import type { Problem } from '@sluice/core/problem';
import { useState } from 'react';
import { FieldsOf } from './field-of.tsx';
import { type FormHandle, FormProvider } from './form-context.tsx';
import { ATTRIBUTES } from './person-attributes.ts';
import { type Settings, withSetting } from './settings-path.ts';

type Refused = {
  readonly before: Settings;
  readonly settings: Settings;
  readonly problems: readonly Problem[];
};

export const SettingsForm = ({
  fields,
  settings,
  document,
  at,
  readOnly,
  save,
}: {
  readonly fields: readonly Field[];
  readonly settings: Settings;
  readonly document: FlowDocument;
  /** Where the settings stand in the document ("triggers.0"): problems of a refusal are told below it. */
  readonly at: string;
  readonly readOnly: string | null;
  /** Keeps them all; gives back why it was refused. `field` is the one that is being typed in. */
  save(settings: Settings, field?: string): readonly Problem[];
}) => {
  const [refused, setRefused] = useState<Refused | null>(null);
  // A refusal is over as soon as what was refused against is.
  const isOpen = refused !== null && JSON.stringify(refused.before) === JSON.stringify(settings);
  const shown = isOpen ? refused.settings : settings;
  const set: FormHandle['set'] = (path, value, { coalesce } = {}) => {
    if (readOnly !== null) return;
    const next = withSetting(shown, path, value);
    const problems = save(next, coalesce);
    setRefused(problems.length === 0 ? null : { before: settings, settings: next, problems });
  };
  const problems = (isOpen ? refused.problems : []).map((problem) => ({
    ...problem,
    at: problem.at.startsWith(`${at}.`) ? problem.at.slice(at.length + 1) : problem.at,
  }));
  return (
    <FormProvider
      value={{
        settings: shown,
        flow: document,
        attributes: ATTRIBUTES,
        problems,
        isReadOnly: readOnly !== null,
        set,
        newId: () => crypto.randomUUID(),
      }}
    >
      <FieldsOf fields={fields} path="" />
    </FormProvider>
  );
};
