/** What a flow asked of the world, told instead of done. Names only: a value may be a secret of the flow. */
import type { Effect } from '@sluice/core/interpreter/effect';

/** One sentence for each effect that is no message, in order. */
export const inWords = (effects: readonly Effect[]): readonly string[] => effects.flatMap(sentence);

const sentence = (effect: Effect): readonly string[] => {
  switch (effect.type) {
    case 'message':
    case 'media':
      return [];
    case 'wait':
      return [`Waits ${effect.seconds} s; skipped in a preview.`];
    case 'redirect':
      return ['Sends the person to another page.'];
    case 'tag':
      return [
        ...(effect.add.length > 0 ? [`Adds ${tags(effect.add)}.`] : []),
        ...(effect.remove.length > 0 ? [`Removes ${tags(effect.remove)}.`] : []),
      ];
    case 'attribute':
      return [`Sets the attribute "${effect.name}".`];
    case 'handoff':
      return [effect.queue ? `Hands over to people: "${effect.queue}".` : 'Hands over to people.'];
    default:
      return effect satisfies never;
  }
};

const tags = (names: readonly string[]): string =>
  `the tag${names.length === 1 ? '' : 's'} ${names.map((name) => `"${name}"`).join(', ')}`;
