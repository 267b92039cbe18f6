/** Every block type the product knows: one line each. The interpreter and the checks get them from here. */
import type { BlockDefinition, BlockLibrary } from '@sluice/core/interpreter/block';
import { attribute } from './attribute/block.ts';
import { choice } from './choice/block.ts';
import { condition } from './condition/block.ts';
import { end } from './end/block.ts';
import { handoff } from './handoff/block.ts';
import { input } from './input/block.ts';
import { jump } from './jump/block.ts';
import { media } from './media/block.ts';
import { message } from './message/block.ts';
import { redirect } from './redirect/block.ts';
import { returnBlock } from './return/block.ts';
import { setVariable } from './set-variable/block.ts';
import { split } from './split/block.ts';
import { tag } from './tag/block.ts';
import { unsupported } from './unsupported/block.ts';
import { wait } from './wait/block.ts';

const definitions = [
  message,
  media,
  input,
  choice,
  condition,
  setVariable,
  jump,
  returnBlock,
  split,
  wait,
  redirect,
  tag,
  attribute,
  handoff,
  unsupported,
  end,
];

export const blockLibrary: BlockLibrary = new Map(
  definitions.map((definition) => [
    definition.type,
    // Settings are parsed by the definition's own schema before its functions see them.
    definition as unknown as BlockDefinition<never>,
  ]),
);
