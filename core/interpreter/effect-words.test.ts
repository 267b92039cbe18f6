import { expect, test } from 'vitest';
import { effectWords } from './effect-words.ts';

test.each([
  [{ type: 'wait', seconds: 90 }, 'Waits 1 minute and 30 seconds'],
  [{ type: 'wait', seconds: 0 }, 'Waits 0 seconds'],
  [
    { type: 'redirect', url: 'https://shop.example', newTab: true },
    'Opens https://shop.example in a new tab',
  ],
  [{ type: 'tag', add: ['VIP'], remove: [] }, 'Adds the tag “VIP”'],
  [{ type: 'tag', add: ['a', 'b'], remove: ['c'] }, 'Adds the tags “a” and “b” and removes the tag “c”'],
  [{ type: 'tag', add: [], remove: [] }, 'Changes no tags'],
  [{ type: 'attribute', name: 'plan', value: 'Premium' }, 'Sets plan to “Premium”'],
  [{ type: 'attribute', name: 'seats', value: 3 }, 'Sets seats to 3'],
  [{ type: 'handoff' }, 'Hands over to a human'],
  [{ type: 'handoff', queue: 'Support, tier 2' }, 'Hands over to Support, tier 2'],
  [{ type: 'media', kind: 'image', url: 'https://x/y.png', alt: 'A cat' }, 'Shows the image A cat'],
  [{ type: 'media', kind: 'embed', url: 'https://x/y' }, 'Shows embedded content https://x/y'],
] as const)('%j is told as "%s"', (effect, words) => {
  expect(effectWords(effect)).toBe(words);
});
