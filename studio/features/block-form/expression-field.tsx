/** An expression: names and functions are offered as one types; what is wrong stands under it. */
import { Textarea } from '@mantine/core';
import { useRef } from 'react';
import { framed } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import { useProblems, useSetting } from './form-context.tsx';
import { useSuggesting } from './suggest-box.tsx';
import { askedInExpression } from './suggestions.ts';

export const ExpressionField = ({ field, path, spoken }: FieldProps<'expression'>) => {
  const { value, write } = useSetting(path, field);
  const problems = useProblems(path);
  const { label, ...frame } = framed(field, problems);
  return (
    <ExpressionInput
      {...frame}
      {...(spoken === undefined ? { label } : { 'aria-label': spoken })}
      placeholder={field.placeholder}
      value={typeof value === 'string' ? value : ''}
      write={write}
    />
  );
};

/** The input alone, for fields that hold an expression among other things. */
export const ExpressionInput = ({
  value,
  write,
  ...rest
}: {
  readonly value: string;
  readonly write: (text: string) => void;
} & Omit<Parameters<typeof Textarea>[0], 'value' | 'onChange' | 'ref'>) => {
  const input = useRef<HTMLTextAreaElement>(null);
  const { props, around } = useSuggesting(input, value, write, askedInExpression);
  return (
    <Textarea
      ref={input}
      classNames={{ input: 'mono' }}
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
      inputContainer={around}
      {...rest}
      {...props}
    />
  );
};
