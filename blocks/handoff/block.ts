/** Hand-off: gives the conversation to people, with what was learned so far; goes on when they give it back. */
import { defineBlock } from '@sluice/core/interpreter/block';
import type { Effect } from '@sluice/core/interpreter/effect';
import { verbatim } from '@sluice/core/interpreter/rendered';
import { checkVariable, templateSetting, variableSetting } from '@sluice/core/interpreter/setting';
import { z } from 'zod';

const settings = z.strictObject({
  queue: templateSetting.exactOptional(),
  message: templateSetting.exactOptional(),
  context: z.array(variableSetting).max(50).exactOptional(),
});

export const handoff = defineBlock({
  type: 'handoff',
  family: 'end',
  title: 'Hand to a person',
  settings,
  // What comes after this block is for a conversation that people give back to the flow.
  ports: () => ({ named: [], next: true }),
  enter: (given, context) => {
    const said = given.message === undefined ? [] : context.render(given.message);
    const queue = given.queue === undefined ? '' : context.text(given.queue).trim();
    // Unset variables would only be noise for the person who takes over.
    const known = (given.context ?? [])
      .map((name) => [name, context.variable(name)] as const)
      .filter(([, value]) => value !== null);
    const effects: Effect[] = verbatim(said).trim() === '' ? [] : [{ type: 'message', text: said }];
    effects.push({
      type: 'handoff',
      ...(queue && { queue }),
      ...(known.length > 0 && { context: Object.fromEntries(known) }),
    });
    return { effects, then: { type: 'hand-off' } };
  },
  check: ({ queue, message, context: names = [] }, context) => [
    ...(queue === undefined ? [] : context.template('queue', queue)),
    ...(message === undefined ? [] : context.template('message', message)),
    ...names.flatMap((name, index) => checkVariable(`context.${index}`, name, context)),
  ],
});
