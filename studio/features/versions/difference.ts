/** What changed between two documents, in words: each thing by the name people know it by, each field with before and after. */
import { inWords } from '@sluice/core/face/names';
import { type Change, diffDocuments, type FieldChange } from '@sluice/core/flow/diff';
import type { Block, Edge, FlowDocument } from '@sluice/core/flow/document';
import { type Json, own } from '@sluice/core/json';

export type DifferenceField = { readonly label: string; readonly before: string; readonly after: string };

export type Difference = {
  readonly key: string;
  readonly change: Change['change'];
  /** "Message in “Welcome”", "Connection from “Welcome” to “Your email”". */
  readonly what: string;
  /** The group to look at on the canvas; null for what stands nowhere. */
  readonly group: string | null;
  /** Where the thing itself is a block. */
  readonly block: string | null;
  /** Empty for what was added or removed, and where what changed cannot be told field by field. */
  readonly fields: readonly DifferenceField[];
};

/** Names that blocks and their settings go by; the studio's forms know them. */
export type Naming = {
  readonly blockTitle: (type: string) => string;
  readonly fieldLabel: (type: string, field: string) => string;
};

/** In the order of the document; what only moved on the canvas is no difference. */
export const differencesBetween = (
  before: FlowDocument,
  after: FlowDocument,
  naming: Naming,
): readonly Difference[] => {
  const [then, now] = [thingsOf(before, naming), thingsOf(after, naming)];
  return diffDocuments(before, after).map((change) => {
    const things = change.change === 'removed' ? then : now;
    const thing = things.get(`${change.of} ${change.id}`);
    return {
      key: `${change.of} ${change.id}`,
      change: change.change,
      what: thing?.what ?? change.of,
      group: thing?.group ?? null,
      block: change.of === 'block' ? change.id : null,
      fields: change.fields.map((field) => fieldWords(field, change, thing, { then, now, naming })),
    };
  });
};

/** "2 blocks changed, 1 group added". */
export const summaryOf = (differences: readonly Difference[]): string => {
  const counted = new Map<string, number>();
  for (const { key, change } of differences) {
    const kind = `${key.split(' ')[0]} ${change}`;
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
  }
  return [...counted]
    .map(([kind, count]) => {
      const [of = '', change = ''] = kind.split(' ');
      const noun = NOUNS[of] ?? of;
      return of === 'flow' ? `flow ${change}` : `${count} ${count === 1 ? noun : `${noun}s`} ${change}`;
    })
    .join(', ');
};

const NOUNS: Readonly<Record<string, string>> = { edge: 'connection' };

type Thing = { readonly what: string; readonly group: string | null; readonly type: string };
type Things = ReadonlyMap<string, Thing>;

const thingsOf = (document: FlowDocument, { blockTitle }: Naming): Things => {
  const things = new Map<string, Thing>([['flow ', { what: 'The flow itself', group: null, type: 'flow' }]]);
  const homes = new Map<string, { readonly block: Block; readonly group: string; readonly title: string }>();
  const titles = new Map(document.groups.map(({ id, title }) => [id, titleOf(title)]));
  for (const { id, title, blocks } of document.groups) {
    things.set(`group ${id}`, {
      what: title.trim() === '' ? 'Untitled group' : `Group ${quoted(title)}`,
      group: id,
      type: 'group',
    });
    for (const block of blocks) {
      homes.set(block.id, { block, group: id, title: titleOf(title) });
      things.set(`block ${block.id}`, {
        what: `${blockTitle(block.type)} in ${titleOf(title)}`,
        group: id,
        type: block.type,
      });
    }
  }
  for (const edge of document.edges) {
    const from = 'block' in edge.from ? homes.get(edge.from.block) : undefined;
    const start = from ? `${from.title}${portWords(from.block, edge)}` : 'a trigger';
    const end = titles.get(edge.to.group) ?? 'a group that is gone';
    things.set(`edge ${edge.id}`, {
      what: `Connection from ${start} to ${end}`,
      group: from?.group ?? null,
      type: 'edge',
    });
  }
  for (const { id, name, title } of document.variables) {
    things.set(`variable ${id}`, {
      what: `Variable ${quoted(title ?? name)}`,
      group: null,
      type: 'variable',
    });
  }
  for (const { id, type } of document.triggers) {
    things.set(`trigger ${id}`, { what: `Trigger (${type})`, group: null, type: 'trigger' });
  }
  return things;
};

const quoted = (text: string): string => `“${text}”`;
const titleOf = (title: string): string => (title.trim() === '' ? 'an untitled group' : quoted(title));

/** ", “Something is broken”," where the port is an item's; nothing for "after this block". */
const portWords = (block: Block, { from }: Edge): string => {
  const port = 'port' in from ? from.port : undefined;
  if (port === undefined || port === '') return '';
  const items = own(block, 'items');
  const item: unknown = Array.isArray(items) ? items.find((each) => each?.id === port) : undefined;
  const label = typeof item === 'object' && item !== null ? own(item, 'label') : undefined;
  return typeof label === 'string' ? `, ${quoted(label)},` : `, ${port},`;
};

type Sides = { readonly then: Things; readonly now: Things; readonly naming: Naming };

const fieldWords = (
  { field, before, after }: FieldChange,
  change: Change,
  thing: Thing | undefined,
  { then, now, naming }: Sides,
): DifferenceField => {
  // Ids are nothing people know: what they stand for is shown instead.
  const named = (value: Json, things: Things): string => {
    if (typeof value !== 'string') return shown(value);
    if (field === 'order') {
      const names = value
        .split(', ')
        .map((id) => things.get(`block ${id}`)?.what.split(' in ')[0] ?? 'a block');
      return names.join(', ');
    }
    return isGroupField(field)
      ? (things.get(`group ${value}`)?.what ?? 'a group that is gone')
      : shown(value);
  };
  const label =
    change.of === 'block' && thing
      ? naming.fieldLabel(thing.type, field)
      : (LABELS[field] ?? inWords(field.split('.').at(-1) ?? field));
  return { label, before: named(before, then), after: named(after, now) };
};

const LABELS: Readonly<Record<string, string>> = {
  order: 'Order',
  group: 'Group',
  title: 'Title',
  name: 'Name',
  'start.group': 'Start',
  'to.group': 'Leads to',
  'to.block': 'Leads to block',
  type: 'Type',
  default: 'Default',
  secret: 'Secret',
  'settings.abandonAfterHours': 'Abandoned after (hours)',
};

const isGroupField = (field: string): boolean =>
  field === 'group' || field === 'start.group' || field === 'to.group';

const shown = (value: Json): string => {
  if (value === null || value === '') return 'nothing';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return JSON.stringify(value);
};
