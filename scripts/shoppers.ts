/** People who come to the demo shop and talk to its bot, so that pictures of the studio show a day with something in it. */
import { type Api, each, type Send, visitorOf } from '../test/fakes/site.ts';

const KINDS = [
  { tags: ['VIP'] },
  { tags: ['Enterprise'] },
  { email: 'ann@bigcorp.com' },
  { plan: 'Premium' },
] as const;

/** What they say, one after the other: an order that is fine, a return, a wish for a person, and nothing yet. */
const TALKS: readonly (readonly string[])[] = [
  ['Where is my order?', 'AC-20418', 'Yes, thanks', '5'],
  ['Return something', 'AC-31772', 'I changed my mind', '5'],
  ['Where is my order?', 'AC-10933', 'Talk to a person', 'ben@example.com'],
  ['Where is my order?', 'AC-55120', 'Yes, thanks', '4'],
  ['Where is my order?'],
];

/** Resolves when all have said what they had to say. Whoever is not let in goes again. */
export const sendShoppers = async (send: Send, api: Api, count: number): Promise<void> => {
  const shop = (await api('GET', '/channels')).items.find(({ name }) => name === 'Demo shop');
  await each(Array.from({ length: count }), async (_, index) => {
    const visitor = visitorOf(send, shop?.key ?? '', KINDS[index % KINDS.length]);
    const conversation = await visitor.open();
    if (!conversation) return;
    for (const [at, text] of (TALKS[index % TALKS.length] ?? []).entries())
      await visitor.message(conversation.id, { id: `m-${at}`, text });
  });
};
