/** What an effect asks of the world, in words for people who try a flow out. */
import type { Json } from '../json.ts';
import type { Effect } from './effect.ts';

type Wish = Exclude<Effect, { type: 'message' }>;

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const quoted = (names: readonly string[]): string => list.format(names.map((name) => `“${name}”`));
const tags = (names: readonly string[]): string => `${names.length === 1 ? 'tag' : 'tags'} ${quoted(names)}`;

const shown = (value: Json): string => (typeof value === 'string' ? `“${value}”` : JSON.stringify(value));

const duration = (seconds: number): string => {
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor((seconds % 86_400) / 3_600), 'hour'],
    [Math.floor((seconds % 3_600) / 60), 'minute'],
    [seconds % 60, 'second'],
  ];
  const said = parts.flatMap(([count, unit]) =>
    count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`],
  );
  return said.length === 0 ? '0 seconds' : list.format(said);
};

/** One sentence without its full stop: "Waits 2 minutes", "Adds the tag “VIP”". What is said aloud is no wish. */
export const effectWords = (effect: Wish): string => {
  switch (effect.type) {
    case 'media':
      return `Shows ${effect.kind === 'embed' ? 'embedded content' : `the ${effect.kind}`} ${effect.alt || effect.url}`;
    case 'wait':
      return `Waits ${duration(effect.seconds)}`;
    case 'redirect':
      return `Opens ${effect.url}${effect.newTab ? ' in a new tab' : ''}`;
    case 'tag': {
      const changes = [
        ...(effect.add.length > 0 ? [`adds the ${tags(effect.add)}`] : []),
        ...(effect.remove.length > 0 ? [`removes the ${tags(effect.remove)}`] : []),
      ];
      const said = list.format(changes);
      return said === '' ? 'Changes no tags' : `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
    }
    case 'attribute':
      return `Sets ${effect.name} to ${shown(effect.value)}`;
    case 'handoff':
      return effect.queue ? `Hands over to ${effect.queue}` : 'Hands over to a human';
    default:
      return effect satisfies never;
  }
};
