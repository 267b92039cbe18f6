/** The story of the fake website channel: a greeting, an address that is checked, an order, and a person who joins. */
import type {
  Awaiting,
  Content,
  ConversationStatus,
  Media,
  Message,
} from '@sluice/platforms/website/protocol';

export type Said = Pick<Message, 'markdown' | 'content' | 'author'> & { readonly media?: Media };

type Turn = {
  readonly says: readonly Said[];
  readonly place: string;
  readonly awaiting: Awaiting;
  readonly status: ConversationStatus;
};

/** Text with one bold part between stars. */
export const text = (markdown: string, author?: string): Said => {
  const children = markdown
    .split('**')
    .map((part, index) => (index % 2 ? ({ type: 'strong', children: [part] } as const) : part));
  const content: readonly Content[] = [{ type: 'paragraph', children }];
  return { markdown, content, ...(author && { author }) };
};

const choice = (...labels: readonly string[]): Awaiting => ({
  type: 'choice',
  items: labels.map((label, index) => ({ id: `i${index + 1}`, label })),
  multiple: false,
  display: 'buttons',
});

const email: Awaiting = { type: 'input', kind: 'email', placeholder: 'you@example.com', required: true };

export const begin = (): Turn => ({
  says: [text('Hi Ann, I’m the Acme helper. What can I do for you?')],
  place: 'topic',
  awaiting: choice('Where is my order?', 'Something broke', 'Talk to a person'),
  status: 'waiting',
});

const handOff: Turn = {
  says: [text('Thanks Ann. Maya or Jonas will answer within the hour.')],
  place: 'human',
  awaiting: null,
  status: 'handed-off',
};

export const next = (place: string, said: string): Turn => {
  if (place === 'human') return { says: [], place, awaiting: null, status: 'handed-off' };
  if (said === 'Talk to a person') return handOff;
  if (place === 'topic' && said === 'Something broke') {
    const says = [text('Sorry about that. Tell me what happened and I’ll get it to the right person.')];
    return {
      says,
      place: 'broken',
      awaiting: { type: 'input', kind: 'text', required: true },
      status: 'waiting',
    };
  }
  if (place === 'broken') return handOff;
  if (place === 'topic') {
    return {
      says: [text('Which email address did you order with?')],
      place: 'email',
      awaiting: email,
      status: 'waiting',
    };
  }
  if (place === 'email' && !said.includes('@')) {
    const says = [text('That is not an email address yet. It looks like **name@example.com**.')];
    return { says, place, awaiting: email, status: 'waiting' };
  }
  if (place === 'email') {
    return {
      says: [
        text('Your last order:'),
        text('It arrives tomorrow, **Wednesday 11 March**. Is that good for you?'),
      ],
      place: 'date',
      awaiting: choice('Yes, thanks', 'Leave it with a neighbour', 'Another day', 'Talk to a person'),
      status: 'waiting',
    };
  }
  return { says: [text('Good. Have a nice day, Ann.')], place: 'end', awaiting: null, status: 'completed' };
};
