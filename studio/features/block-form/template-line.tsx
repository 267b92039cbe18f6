/** One line with `{{…}}`: an input with suggestions, and a button that begins one. */
import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useRef } from 'react';
import { framed } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import { useForm, useProblems, useSetting } from './form-context.tsx';
import { useSuggesting } from './suggest-box.tsx';
import { askedInTemplate } from './suggestions.ts';

export const TemplateLine = ({ field, path, spoken }: FieldProps<'line'>) => {
  const { value, write } = useSetting(path, field);
  const problems = useProblems(path);
  const { label, ...frame } = framed(field, problems);
  return (
    <LineInput
      {...frame}
      {...(spoken === undefined ? { label } : { 'aria-label': spoken })}
      value={typeof value === 'string' ? value : ''}
      write={write}
      placeholder={field.placeholder}
      inputMode={field.address ? 'url' : undefined}
    />
  );
};

/** The input alone, for fields that hold a template among other things. */
export const LineInput = ({
  value,
  write,
  ...rest
}: {
  readonly value: string;
  readonly write: (text: string) => void;
} & Omit<Parameters<typeof TextInput>[0], 'value' | 'onChange' | 'ref'>) => {
  const input = useRef<HTMLInputElement>(null);
  const { isReadOnly } = useForm();
  const { props, around, put } = useSuggesting(input, value, write, askedInTemplate);
  const begin = () => {
    const caret = input.current?.selectionStart ?? value.length;
    put(`${value.slice(0, caret)}{{${value.slice(caret)}`, caret + 2, { asks: true });
  };
  return (
    <TextInput
      ref={input}
      inputContainer={around}
      autoComplete="off"
      {...rest}
      {...props}
      rightSection={
        isReadOnly ? undefined : (
          <Tooltip label="Fill in a value" openDelay={400}>
            <ActionIcon size={28} aria-label="Fill in a value" onClick={begin}>
              <IconBraces size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        )
      }
    />
  );
};
