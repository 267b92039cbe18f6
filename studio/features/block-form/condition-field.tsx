/** A condition: comparisons, expressions and groups of them, of which all or any must hold. */
import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { isObject, own } from '@sluice/core/json';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { FRESH } from './comparison.ts';
import { ComparisonField } from './comparison-field.tsx';
import classes from './condition-field.module.css';
import { ExpressionInput } from './expression-field.tsx';
import { FieldGroup, FieldProblems } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import { useForm, useProblems, useSetting } from './form-context.tsx';

/** Groups in groups beyond this are not offered: nobody reads them any more. */
const DEEPEST = 3;

export const ConditionField = ({ field, path }: FieldProps<'condition'>) => {
  const { value, set } = useSetting(path);
  return (
    <FieldGroup field={field}>
      <ConditionGroup
        path={path}
        depth={1}
        value={value}
        set={(parts) => set(field.optional && partsOf(parts).parts.length === 0 ? undefined : parts)}
        nothing={field.optional ? 'Always' : 'Nothing is compared yet'}
      />
    </FieldGroup>
  );
};

type Group = { readonly how: 'all' | 'any'; readonly parts: readonly unknown[] };

const partsOf = (value: unknown): Group => {
  const condition = isObject(value) ? value : {};
  const all = own(condition, 'all');
  const any = own(condition, 'any');
  if (Array.isArray(any)) return { how: 'any', parts: any };
  return { how: 'all', parts: Array.isArray(all) ? all : [] };
};

/** Parts have no ids; they are told apart by where they stand. Nothing in them remembers more than its setting. */
const inPlaces = (parts: readonly unknown[]) => parts.map((part, index) => ({ place: `${index}`, part }));

const ConditionGroup = ({
  path,
  depth,
  value,
  set,
  nothing,
}: {
  readonly path: string;
  readonly depth: number;
  readonly value: unknown;
  set(condition: object): void;
  readonly nothing: string;
}) => {
  const { isReadOnly } = useForm();
  const { how, parts } = partsOf(value);
  const problems = [...useProblems(path), ...useProblems(`${path}.${how}`)];
  const add = (part: object) => set({ [how]: [...parts, part] });
  return (
    <div className={classes.group} data-inner={depth > 1 || undefined}>
      {parts.length === 0 && <p className="muted">{nothing}</p>}
      {parts.length > 1 && (
        <NativeSelect
          aria-label="How many of these must hold"
          data={[
            { value: 'all', label: 'All of these hold' },
            { value: 'any', label: 'At least one of these holds' },
          ]}
          value={how}
          onChange={(event) => set({ [event.currentTarget.value]: parts })}
        />
      )}
      {inPlaces(parts).map(({ place, part }, index) => (
        <div key={place} className={classes.part}>
          <ConditionPart path={`${path}.${how}.${index}`} depth={depth} part={part} />
          {!isReadOnly && (
            <ActionIcon
              size={28}
              className={classes.remove ?? ''}
              aria-label={`Remove part ${index + 1}`}
              onClick={() => set({ [how]: parts.toSpliced(index, 1) })}
            >
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          )}
        </div>
      ))}
      <FieldProblems problems={problems} />
      {!isReadOnly && (
        <div className={classes.adds}>
          <AddButton what="comparison" add={() => add(FRESH)} />
          <AddButton what="expression" add={() => add({ expression: '' })} />
          {depth < DEEPEST && parts.length > 0 && (
            // The group is the other way round: otherwise it would change nothing.
            <AddButton what="group" add={() => add({ [how === 'all' ? 'any' : 'all']: [FRESH] })} />
          )}
        </div>
      )}
    </div>
  );
};

const AddButton = ({ what, add }: { readonly what: string; add(): void }) => (
  <Button
    size="compact-sm"
    variant="subtle"
    color="link"
    aria-label={`Add ${what === 'expression' ? 'an' : 'a'} ${what}`}
    leftSection={<IconPlus size={14} stroke={1.75} />}
    onClick={add}
  >
    {what.replace(/^./, (first) => first.toUpperCase())}
  </Button>
);

const ConditionPart = ({
  path,
  depth,
  part,
}: {
  readonly path: string;
  readonly depth: number;
  readonly part: unknown;
}) => {
  const { set } = useSetting(path);
  const problems = useProblems(path);
  const settings = isObject(part) ? part : {};
  if (Object.hasOwn(settings, 'expression'))
    return (
      <div className={classes.what}>
        <ExpressionPart path={path} />
        <FieldProblems problems={problems} />
      </div>
    );
  if (Object.hasOwn(settings, 'all') || Object.hasOwn(settings, 'any'))
    return (
      <div className={classes.what}>
        <ConditionGroup path={path} depth={depth + 1} value={part} set={set} nothing="An empty group" />
      </div>
    );
  return (
    <div className={classes.what}>
      <ComparisonField path={path} />
      <FieldProblems problems={problems} />
    </div>
  );
};

const ExpressionPart = ({ path }: { readonly path: string }) => {
  const { value, write } = useSetting(`${path}.expression`);
  const problems = useProblems(`${path}.expression`);
  return (
    <ExpressionInput
      aria-label="Expression"
      placeholder="price * count > 100"
      value={typeof value === 'string' ? value : ''}
      write={write}
      error={problems.length > 0 && <FieldProblems problems={problems} />}
    />
  );
};
