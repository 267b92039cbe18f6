/** What people call the things that settings name: titles instead of names and ids. */
import type { FlowDocument } from '../flow/document.ts';

export type FaceNames = {
  /** "Order number" for `order_number`, "Email" for `person.email`, "Order total" for `order.total`. */
  called(path: string): string;
  /** A group's title; "another group" when there is none. */
  group(id: string): string;
};

const NO_GROUP = 'another group';

/** The names of a document; variables without a title are called by their name, written as words. */
export const namesOf = (document: Pick<FlowDocument, 'variables' | 'groups'>): FaceNames => {
  const titles = new Map(
    document.variables.map((each) => [each.name, each.title?.trim() || inWords(each.name)]),
  );
  const groups = new Map(document.groups.map((each) => [each.id, each.title.trim() || 'Untitled group']));
  return {
    called: (path) => {
      const [head = '', ...rest] = path.split('.');
      if (head === 'person') return inWords(rest.at(-1) ?? 'person');
      const title = titles.get(head) ?? inWords(head);
      return rest.length === 0 ? title : `${title} ${inWords(rest.join(' ')).toLowerCase()}`;
    },
    group: (id) => groups.get(id) ?? NO_GROUP,
  };
};

/** "order_number" → "Order number", "orderNumber" → "Order number". */
export const inWords = (name: string): string => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
