/** What a variable begins with, as its type is written; emptied, it begins with nothing. */
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { Variable } from '@sluice/core/flow/document';
import { isObject, type Json } from '@sluice/core/json';
import { useState } from 'react';
import type { VariableChange } from '../../editor/commands/variables.ts';

type Props = {
  readonly variable: Variable;
  change(part: VariableChange, field?: string): void;
};

const LABEL = 'Begins with';
const NOTHING = 'Nothing';

/** For one type only: give it the type as its key. */
export const DefaultField = ({ variable, change }: Props) => {
  switch (variable.type) {
    case 'text':
      return (
        <TextInput
          label={LABEL}
          placeholder={NOTHING}
          autoComplete="off"
          value={typeof variable.default === 'string' ? variable.default : ''}
          onChange={(event) => change({ default: event.currentTarget.value || null }, 'default')}
        />
      );
    case 'boolean':
      return (
        <NativeSelect
          label={LABEL}
          data={[
            { value: '', label: NOTHING },
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]}
          value={typeof variable.default === 'boolean' ? String(variable.default) : ''}
          onChange={({ currentTarget: { value } }) =>
            change({ default: value === '' ? null : value === 'true' })
          }
        />
      );
    default:
      return <WrittenDefault variable={variable} change={change} />;
  }
};

/** The value that a text writes; undefined while it is none of this type. */
const valueIn = (text: string, type: Variable['type']): Json | undefined => {
  if (type === 'number') {
    const number = Number(text.replace(',', '.'));
    return Number.isFinite(number) ? number : undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    const fits = type === 'list' ? Array.isArray(value) : isObject(value);
    return fits ? (value as Json) : undefined; // parsed JSON is JSON
  } catch {
    return undefined;
  }
};

const textOf = (value: Json | undefined): string =>
  value === undefined ? '' : JSON.stringify(value, null, 1);

/** Numbers, lists and objects: what is not finished stays in the field. */
const WrittenDefault = ({ variable: { type, default: stored }, change }: Props) => {
  const [typed, setTyped] = useState({ text: textOf(stored), for: textOf(stored) });
  const isMine = typed.for === textOf(stored);
  const text = isMine ? typed.text : textOf(stored);
  const isUnfinished = text.trim() !== '' && valueIn(text, type) === undefined;
  const write = (next: string) => {
    const value = next.trim() === '' ? null : valueIn(next, type);
    setTyped({ text: next, for: textOf(value === null ? undefined : (value ?? stored)) });
    if (value !== undefined) change({ default: value }, 'default');
  };
  const shared = {
    label: LABEL,
    placeholder: NOTHING,
    value: text,
    autoComplete: 'off',
  };
  if (type === 'number')
    return (
      <TextInput
        {...shared}
        inputMode="decimal"
        error={isUnfinished ? 'This is no number yet.' : null}
        onChange={(event) => write(event.currentTarget.value)}
      />
    );
  return (
    <Textarea
      {...shared}
      classNames={{ input: 'mono' }}
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
      placeholder={type === 'list' ? '["Small", "Large"]' : '{"size": 3}'}
      error={isUnfinished ? `This is no ${type} in JSON yet.` : null}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
};
