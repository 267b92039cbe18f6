/** Checks how a document hangs together: its start, its edges, and what can be reached. */

import type { Place } from '../interpreter/state.ts';
import { isObject, own } from '../json.ts';
import { type Problem, problem } from '../problem.ts';
import type { Block, Edge } from './document.ts';
import type { Outline } from './outline.ts';

/** Problems of start, edges, groups and triggers. */
export const checkGraph = (outline: Outline): readonly Problem[] => [
  ...checkStart(outline),
  ...outline.document.edges.flatMap((edge, index) => [
    ...checkSource(outline, edge, `edges.${index}.from`),
    ...checkPlace(outline, edge.to, `edges.${index}.to`),
  ]),
  ...checkDoubleEdges(outline),
  ...checkGroups(outline),
  ...checkTriggers(outline),
];

const checkStart = (outline: Outline): readonly Problem[] => {
  const { start } = outline.document;
  const group = outline.groups.get(start.group);
  if (!group) {
    return [
      problem('no-start', 'start.group', 'The group to start in does not exist.', 'Choose where to start.'),
    ];
  }
  if (start.block === undefined && group.blocks.length === 0) {
    return [
      problem('empty-start', 'start.group', 'The flow starts in an empty group.', 'Put a block into it.'),
    ];
  }
  return checkPlace(outline, start, 'start');
};

const checkPlace = (outline: Outline, place: Place, at: string): readonly Problem[] => {
  if (!outline.groups.has(place.group)) {
    return [
      problem(
        'unknown-group',
        `${at}.group`,
        `There is no group "${place.group}".`,
        'Connect it to a group.',
      ),
    ];
  }
  if (place.block === undefined) return [];
  const found = outline.blocks.get(place.block);
  if (found?.group.id === place.group) return [];
  return [
    problem(
      'unknown-block',
      `${at}.block`,
      found
        ? `The block "${place.block}" is in another group.`
        : `There is no block "${place.block}" in this group.`,
      'Connect it to a block of the group, or to the group.',
    ),
  ];
};

const checkSource = (outline: Outline, { from }: Edge, at: string): readonly Problem[] => {
  if ('trigger' in from) {
    return outline.triggers.has(from.trigger)
      ? []
      : [
          problem(
            'unknown-trigger',
            `${at}.trigger`,
            `There is no trigger "${from.trigger}".`,
            'Remove the edge.',
          ),
        ];
  }
  const source = outline.blocks.get(from.block);
  if (!source) {
    return [
      problem('unknown-block', `${at}.block`, `There is no block "${from.block}".`, 'Remove the edge.'),
    ];
  }
  if (!source.ready) return []; // its own problem is told elsewhere
  const ports = source.ready.definition.ports(source.ready.settings);
  const port = from.port ?? '';
  if (port === '' ? ports.next : ports.named.includes(port)) return [];
  const says =
    port === '' ? 'Nothing comes after this block by itself.' : `This block has no way out "${port}".`;
  return [problem('unknown-port', `${at}.port`, says, waysOut(ports.named))];
};

const waysOut = (named: readonly string[]): string =>
  named.length === 0 ? 'Remove the edge.' : `Use one of ${named.slice(0, 10).join(', ')}.`;

const sourceKey = ({ from }: Edge): string =>
  'trigger' in from ? `t\u0000${from.trigger}` : `b\u0000${from.block}\u0000${from.port ?? ''}`;

const checkDoubleEdges = ({ document }: Outline): readonly Problem[] => {
  const taken = new Set<string>();
  return document.edges.flatMap((edge, index) => {
    const key = sourceKey(edge);
    if (!taken.has(key)) {
      taken.add(key);
      return [];
    }
    return [
      problem('two-edges', `edges.${index}.from`, 'Two edges leave the same way out.', 'Keep one of them.'),
    ];
  });
};

const checkGroups = (outline: Outline): readonly Problem[] => {
  const reached = reachable(outline);
  return outline.document.groups.flatMap((group, index) => {
    const name = group.title === '' ? group.id : group.title;
    const at = `groups.${index}`;
    const isStart = group.id === outline.document.start.group;
    return [
      ...(group.blocks.length === 0 && !isStart
        ? [problem('empty-group', at, `The group "${name}" is empty.`, 'Put a block into it, or remove it.')]
        : []),
      ...(reached.has(group.id)
        ? []
        : [
            problem(
              'unreachable-group',
              at,
              `Nothing leads to the group "${name}".`,
              'Connect it, or remove it.',
            ),
          ]),
    ];
  });
};

const checkTriggers = ({ document }: Outline): readonly Problem[] => {
  const used = new Set(document.edges.flatMap(({ from }) => ('trigger' in from ? [from.trigger] : [])));
  return document.triggers.flatMap((trigger, index) =>
    used.has(trigger.id)
      ? []
      : [
          problem(
            'trigger-without-edge',
            `triggers.${index}`,
            'This trigger leads nowhere.',
            'Connect it to a group.',
          ),
        ],
  );
};

/** Groups that some path leads to, from the start or a trigger, along edges and jumps. */
const reachable = ({ document, blocks, groups }: Outline): ReadonlySet<string> => {
  const ways = new Map<string, string[]>();
  const waiting = [document.start.group];
  for (const { from, to } of document.edges) {
    if ('trigger' in from) waiting.push(to.group);
    else addWay(ways, blocks.get(from.block)?.group.id, to.group);
  }
  for (const { block, group } of blocks.values()) addWay(ways, group.id, jumpTarget(block));
  const reached = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next) || !groups.has(next)) continue;
    reached.add(next);
    waiting.push(...(ways.get(next) ?? []));
  }
  return reached;
};

const addWay = (ways: Map<string, string[]>, from: string | undefined, to: string | undefined): void => {
  if (from === undefined || to === undefined) return;
  const known = ways.get(from);
  if (known) known.push(to);
  else ways.set(from, [to]);
};

/** The group that a block names in a setting `to: { group }`, as jumps do. */
const jumpTarget = (block: Block): string | undefined => {
  const to = own(block, 'to');
  const group = isObject(to) ? own(to, 'group') : undefined;
  return typeof group === 'string' ? group : undefined;
};
