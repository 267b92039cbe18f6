/** Tag: adds tags to the person, or takes them away. */
import type { BlockContext } from '@sluice/core/interpreter/block';
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import { templateSetting } from '@sluice/core/interpreter/setting';
import { problem } from '@sluice/core/problem';
import { z } from 'zod';

const tags = z.array(templateSetting).max(50);
const settings = z.strictObject({ add: tags.exactOptional(), remove: tags.exactOptional() });

/** Filled in and trimmed; empty ones and repetitions are dropped. */
const named = (templates: readonly string[], context: BlockContext): readonly string[] => [
  ...new Set(templates.map((template) => context.text(template).trim()).filter((tag) => tag !== '')),
];

export const tag = defineBlock({
  type: 'tag',
  family: 'call',
  title: 'Tag',
  settings,
  ports: () => ({ named: [], next: true }),
  enter: (given, context) => {
    const add = named(given.add ?? [], context);
    const remove = named(given.remove ?? [], context);
    return {
      effects: add.length + remove.length === 0 ? [] : [{ type: 'tag', add, remove }],
      then: { type: 'leave', port: NEXT },
    };
  },
  check: ({ add = [], remove = [] }, context) => [
    ...add.flatMap((template, index) => context.template(`add.${index}`, template)),
    ...remove.flatMap((template, index) => context.template(`remove.${index}`, template)),
    ...(add.length + remove.length === 0
      ? [problem('tag-without-tags', '', 'No tag is added or taken away.', 'Name at least one tag.')]
      : []),
    ...add
      .filter((name) => remove.includes(name))
      .map((name) => problem('tag-both-ways', 'remove', `“${name}” is both added and taken away.`)),
  ],
});
