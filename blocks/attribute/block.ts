/** Attribute: writes what was learned onto the person, where audiences and later conversations find it. */
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import { templateSetting } from '@sluice/core/interpreter/setting';
import { z } from 'zod';

const settings = z.strictObject({
  /** A dotted path: "plan", "custom.size". */
  name: z
    .string()
    .max(100)
    .regex(
      /^[^\s.{}]+(?:\.[^\s.{}]+)*$/,
      'An attribute name has no spaces; dots part its levels: custom.plan',
    )
    .refine((name) => !name.split('.').includes('__proto__'), 'This name is not allowed.'),
  value: z.union([templateSetting, z.number(), z.boolean(), z.null()]),
});

export const attribute = defineBlock({
  type: 'attribute',
  family: 'call',
  title: 'Set an attribute',
  settings,
  ports: () => ({ named: [], next: true }),
  enter: ({ name, value }, context) => ({
    effects: [{ type: 'attribute', name, value: typeof value === 'string' ? context.value(value) : value }],
    then: { type: 'leave', port: NEXT },
  }),
  check: ({ value }, context) => (typeof value === 'string' ? context.template('value', value) : []),
});
