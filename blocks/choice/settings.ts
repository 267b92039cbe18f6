/** The settings of a choice, as they are stored. */
import { conditionSchema } from '@sluice/core/interpreter/condition';
import { idSetting, templateSetting, variableSetting } from '@sluice/core/interpreter/setting';
import { z } from 'zod';

const itemSetting = z.strictObject({
  id: idSetting,
  label: templateSetting,
  /** What is stored instead of the label. */
  value: templateSetting.exactOptional(),
  description: templateSetting.exactOptional(),
  image: templateSetting.exactOptional(),
  /** Hidden, and not to be picked, while this does not hold. */
  visibleIf: conditionSchema.exactOptional(),
});

export const choiceSettings = z.strictObject({
  items: z.array(itemSetting).max(200).exactOptional(),
  /** A list variable whose elements are the items. */
  itemsFrom: variableSetting.exactOptional(),
  multiple: z.boolean().exactOptional(),
  display: z.enum(['buttons', 'list', 'pictures', 'cards']).exactOptional(),
  variable: variableSetting.exactOptional(),
  retryMessage: templateSetting.exactOptional(),
});

export type ItemSetting = z.infer<typeof itemSetting>;
export type ChoiceSettings = z.infer<typeof choiceSettings>;
