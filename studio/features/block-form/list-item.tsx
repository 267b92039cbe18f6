/** One element of a list: its fields, those that most do without folded away, and what can be done with it. */
import { ActionIcon } from '@mantine/core';
import type { Field } from '@sluice/core/form/form';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { FieldProblems } from './field-frame.tsx';
import { FieldOf, FieldsOf, FoldOf } from './field-of.tsx';
import type { FieldOfKind } from './field-props.ts';
import { useForm } from './form-context.tsx';
import classes from './list-field.module.css';
import { below, settingAt } from './settings-path.ts';
import { ELEMENT } from './shown-fields.ts';

export type ItemPlace = { readonly index: number; readonly count: number; readonly least: number };

type Props = {
  readonly field: FieldOfKind<'list'>;
  readonly path: string;
  readonly place: ItemPlace;
  move(step: number): void;
  remove(): void;
  /** Adds one after this. */
  next(): void;
};

export const ListItem = ({ field, path, place, move, remove, next }: Props) => {
  const { problems } = useForm();
  const own = problems.filter(({ at }) => ELEMENT.some((part) => at === below(path, part)));
  const name = `${field.one.replace(/^./, (first) => first.toUpperCase())} ${place.index + 1}`;
  const [only] = field.fields;
  // A single line says by itself what it is.
  const isShort = field.fields.length === 1 && only?.kind === 'line';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement))
      return;
    event.preventDefault();
    next();
  };
  return (
    <>
      <div className={classes.head}>
        {isShort && only ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: Enter in the line of it
          <div className={classes.short} onKeyDown={onKeyDown}>
            <FieldOf field={only} path={below(path, only.at)} spoken={`${name}: ${only.label}`} />
          </div>
        ) : (
          <span className={classes.name}>{name}</span>
        )}
        <ItemButtons name={name} place={place} move={move} remove={remove} />
      </div>
      <FieldProblems problems={own} />
      {!isShort && <FieldsOf fields={field.fields} path={path} />}
      <MoreOf fields={field.more ?? []} path={path} />
    </>
  );
};

/** Fields that most do without: those this one had when it came to be seen, and the others folded away. */
const MoreOf = ({ fields, path }: { readonly fields: readonly Field[]; readonly path: string }) => {
  const { settings, isReadOnly } = useForm();
  const around = settingAt(settings, path);
  // Kept: a field must not move away from under whoever writes in it.
  const [used] = useState(() => fields.filter((field) => settingAt(around, field.at) !== undefined));
  const others = fields.filter((field) => !used.includes(field));
  return (
    <>
      {used.length > 0 && <FieldsOf fields={used} path={path} />}
      {!isReadOnly && others.length > 0 && <FoldOf title="More" fields={others} path={path} />}
    </>
  );
};

const ItemButtons = ({
  name,
  place: { index, count, least },
  move,
  remove,
}: Pick<Props, 'place' | 'move' | 'remove'> & { readonly name: string }) => {
  const { isReadOnly } = useForm();
  if (isReadOnly) return null;
  return (
    <div className={classes.buttons}>
      {count > 1 && (
        <>
          <ActionIcon
            size={28}
            data-moves
            aria-label={`Move ${name} up`}
            disabled={index === 0}
            onClick={() => move(-1)}
          >
            <IconArrowUp size={16} stroke={1.75} />
          </ActionIcon>
          <ActionIcon
            size={28}
            data-moves
            aria-label={`Move ${name} down`}
            disabled={index === count - 1}
            onClick={() => move(1)}
          >
            <IconArrowDown size={16} stroke={1.75} />
          </ActionIcon>
        </>
      )}
      <ActionIcon size={28} aria-label={`Remove ${name}`} disabled={count <= least} onClick={remove}>
        <IconTrash size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
};
