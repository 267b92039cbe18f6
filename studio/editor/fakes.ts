/** A world for the editor's tests: the real blocks, ids that count up, and small flows. */
import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import type { Block, FlowDocument, Group } from '@sluice/core/flow/document';
import type { Command, Edit, World } from './command.ts';

export const fakeWorld = (prefix = 'n'): World => {
  let count = 0;
  return {
    library: blockLibrary,
    faces: blockFaces,
    newId: () => {
      count += 1;
      return `${prefix}${count}`;
    },
  };
};

export const message = (id: string, markdown = id): Block => ({ id, type: 'message', markdown });
export const choice = (id: string, ...items: readonly string[]): Block => ({
  id,
  type: 'choice',
  items: items.map((item) => ({ id: item, label: item })),
});
export const jump = (id: string, group: string, block?: string): Block => ({
  id,
  type: 'jump',
  to: block === undefined ? { group } : { group, block },
});

/** Groups by id, side by side, 400 apart. */
export const groupsOf = (groups: { readonly [id: string]: readonly Block[] }): readonly Group[] =>
  Object.entries(groups).map(([id, blocks], index) => ({
    id,
    title: id.toUpperCase(),
    position: { x: index * 400, y: 0 },
    blocks,
  }));

/** A flow that starts in its first group. */
export const flowOf = (
  groups: { readonly [id: string]: readonly Block[] },
  rest: Partial<FlowDocument> = {},
): FlowDocument => ({
  schema: 1,
  name: 'Flow',
  start: { group: Object.keys(groups)[0] ?? 'none' },
  groups: groupsOf(groups),
  edges: [],
  variables: [],
  triggers: [],
  settings: {},
  ...rest,
});

/** What a command makes of a document; throws its refusal, which no test here expects. */
export const edited = (document: FlowDocument, command: Command, world = fakeWorld()): Edit => {
  const outcome = command(document, world);
  if (!outcome.ok) throw new Error(outcome.problems.map((each) => each.says).join(' '));
  return outcome.value;
};

/** Group ids with their block ids: "a: 1 2 | b: 3". */
export const drawn = (document: FlowDocument): string =>
  document.groups
    .map((group) => `${group.id}: ${group.blocks.map(({ id }) => id).join(' ')}`.trim())
    .join(' | ');

/** "1.yes → b/3" for each edge. */
export const ways = (document: FlowDocument): readonly string[] =>
  document.edges.map(({ from, to }) => {
    const source =
      'trigger' in from ? `(${from.trigger})` : [from.block, from.port].filter(Boolean).join('.');
    return `${source} → ${[to.group, to.block].filter(Boolean).join('/')}`;
  });
