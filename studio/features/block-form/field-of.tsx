/** One component per kind of field, and a form's fields in a row: those whose time has come. */
import type { Field, Fold } from '@sluice/core/form/form';
import { ConditionField } from './condition-field.tsx';
import { DurationField } from './duration-field.tsx';
import { ExpressionField } from './expression-field.tsx';
import classes from './field-of.module.css';
import { FoldedAway } from './folded-away.tsx';
import { useForm } from './form-context.tsx';
import { ListField } from './list-field.tsx';
import { MarkdownField } from './markdown-field.tsx';
import { AmountField, ValueField } from './mixed-fields.tsx';
import { PlaceField } from './place-field.tsx';
import { MomentField, NumberField, SelectField, TextField, ToggleField } from './plain-fields.tsx';
import { below, settingAt } from './settings-path.ts';
import { SharesField } from './shares-field.tsx';
import { isShown } from './shown-fields.ts';
import { TagsField } from './tags-field.tsx';
import { TemplateLine } from './template-line.tsx';
import { VariableField, VariablesField } from './variable-field.tsx';

/** The field as its kind is drawn; `path` is where its setting stands in the block. */
export const FieldOf = ({
  field,
  path,
  spoken,
}: {
  readonly field: Field;
  readonly path: string;
  readonly spoken?: string;
}) => {
  const at = spoken === undefined ? { path } : { path, spoken };
  switch (field.kind) {
    case 'text':
      return <TextField field={field} {...at} />;
    case 'line':
      return <TemplateLine field={field} {...at} />;
    case 'markdown':
      return <MarkdownField field={field} {...at} />;
    case 'expression':
      return <ExpressionField field={field} {...at} />;
    case 'variable':
      return <VariableField field={field} {...at} />;
    case 'variables':
      return <VariablesField field={field} {...at} />;
    case 'date':
    case 'time':
      return <MomentField field={field} {...at} />;
    case 'number':
      return <NumberField field={field} {...at} />;
    case 'duration':
      return <DurationField field={field} {...at} />;
    case 'amount':
      return <AmountField field={field} {...at} />;
    case 'value':
      return <ValueField field={field} {...at} />;
    case 'toggle':
      return <ToggleField field={field} {...at} />;
    case 'select':
      return <SelectField field={field} {...at} />;
    case 'place':
      return <PlaceField field={field} {...at} />;
    case 'condition':
      return <ConditionField field={field} {...at} />;
    case 'tags':
      return <TagsField field={field} {...at} />;
    case 'shares':
      return <SharesField field={field} {...at} />;
    case 'list':
      return <ListField field={field} {...at} />;
  }
};

/** Fields of the object at `path`, one under the other. */
export const FieldsOf = ({ fields, path }: { readonly fields: readonly Field[]; readonly path: string }) => {
  const { settings } = useForm();
  const around = settingAt(settings, path);
  return (
    <div className={classes.fields}>
      {fields
        .filter((field) => isShown(field, around))
        .map((field) => (
          <FieldOf key={`${field.at} ${field.kind}`} field={field} path={below(path, field.at)} />
        ))}
    </div>
  );
};

/** Fields under a title, folded away while nothing in them is set or wrong; to readers they are not there then. */
export const FoldOf = ({ title, fields, path }: Fold & { readonly path: string }) => {
  const { settings, problems, isReadOnly } = useForm();
  const around = settingAt(settings, path);
  const shown = fields.filter((field) => isShown(field, around));
  const isUsed = shown.some((field) => settingAt(around, field.at) !== undefined);
  const isWrong = shown.some((field) =>
    problems.some(({ at }) => `${at}.`.startsWith(`${below(path, field.at)}.`)),
  );
  if (shown.length === 0 || (isReadOnly && !isUsed && !isWrong)) return null;
  return (
    <FoldedAway title={title} opens={isUsed || isWrong}>
      <FieldsOf fields={shown} path={path} />
    </FoldedAway>
  );
};
