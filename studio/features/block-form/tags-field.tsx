/** Several short texts, each on its own; `{{` offers what can be filled in. */
import { TagsInput } from '@mantine/core';
import { framed } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import { useForm, useProblems, useSetting } from './form-context.tsx';
import { readable } from './suggestions.ts';

export const TagsField = ({ field, path }: FieldProps<'tags'>) => {
  const { value, set } = useSetting(path);
  const { flow, attributes } = useForm();
  const problems = useProblems(path, true);
  const tags = Array.isArray(value) ? value.filter((tag) => typeof tag === 'string') : [];
  return (
    <TagsInput
      {...framed({ label: field.label, help: field.help ?? 'Enter adds what you wrote.' }, problems)}
      data={readable(flow, attributes).map(({ insert }) => `{{${insert}}}`)}
      filter={({ options, search }) => {
        if (!search.includes('{{')) return [];
        const wanted = search.replace(/[{}\s]/g, '');
        return options.filter((option) => 'label' in option && option.label.includes(wanted));
      }}
      value={tags}
      onChange={(next) => set(field.optional && next.length === 0 ? undefined : next)}
      maxTags={field.most}
      // A filter's argument may hold a comma.
      splitChars={['\n']}
      placeholder={tags.length === 0 ? field.placeholder : ''}
    />
  );
};
