/** The items of a choice as one person sees them: labels filled in, hidden ones left out, lists spread out. */
import { addressOf } from '@sluice/core/interpreter/address';
import type { ChoiceItem } from '@sluice/core/interpreter/awaiting';
import type { BlockContext } from '@sluice/core/interpreter/block';
import type { Rendered } from '@sluice/core/interpreter/rendered';
import type { Json } from '@sluice/core/json';
import { isObject, own } from '@sluice/core/json';
import type { ChoiceSettings, ItemSetting } from './settings.ts';

/** More would be a search, not a choice. */
const MOST = 200;

/** Every item that can be picked now, in order. */
export const visibleItems = (settings: ChoiceSettings, context: BlockContext): readonly ChoiceItem[] =>
  settings.itemsFrom === undefined
    ? (settings.items ?? [])
        .filter((item) => item.visibleIf === undefined || context.holds(item.visibleIf))
        .map((item) => written(item, context))
        .filter((item) => item.label !== '')
    : listed(context.variable(settings.itemsFrom));

/**
 * The items that were on show when the question was asked (`shown`: their ids), so that an answer means what the
 * person saw even when a condition has changed since. Without that memory: those visible now.
 */
export const shownItems = (
  settings: ChoiceSettings,
  shown: Json,
  context: BlockContext,
): readonly ChoiceItem[] => {
  if (settings.itemsFrom !== undefined || !Array.isArray(shown)) return visibleItems(settings, context);
  return (settings.items ?? [])
    .filter((item) => shown.includes(item.id))
    .map((item) => written(item, context));
};

const written = (item: ItemSetting, context: BlockContext): ChoiceItem => {
  const value = filled(item.value, context);
  const description = filled(item.description, context);
  return {
    id: item.id,
    label: context.text(item.label).trim(),
    ...(value && { value }),
    ...(description && { description }),
    ...pictured(item.image === undefined ? null : context.render(item.image)),
  };
};

const filled = (template: string | undefined, context: BlockContext): string =>
  template === undefined ? '' : context.text(template).trim();

const pictured = (image: Rendered | null): { readonly image?: string } => {
  const address = image === null ? null : addressOf(image, 'page');
  return address === null ? {} : { image: address };
};

/** Items of a list variable: texts and numbers by themselves, or objects with a `label`. Others are left out. */
const listed = (list: Json): readonly ChoiceItem[] =>
  (Array.isArray(list) ? list : list === null ? [] : [list]).slice(0, MOST).flatMap((element, index) => {
    const label = plain(isObject(element) ? own(element, 'label') : element);
    if (label === '') return [];
    const id = `item-${index + 1}`;
    if (!isObject(element)) return [{ id, label }];
    const value = plain(own(element, 'value'));
    const description = plain(own(element, 'description'));
    const image = plain(own(element, 'image'));
    return [
      {
        id,
        label,
        ...(value && { value }),
        ...(description && { description }),
        ...pictured(image ? [{ value: image }] : null),
      },
    ];
  });

const plain = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
