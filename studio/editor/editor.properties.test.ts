/** Whatever is done in whatever order: the document stays a flow, and undo and redo lead there and back. */
import { blockLibrary } from '@sluice/blocks/studio';
import type { Edge, FlowDocument } from '@sluice/core/flow/document';
import { parseDocument } from '@sluice/core/flow/schema';
import type { Place } from '@sluice/core/interpreter/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clippingOf } from './clipboard.ts';
import type { Command } from './command.ts';
import { nudge } from './commands/align.ts';
import { addBlock } from './commands/blocks.ts';
import { connect, disconnect } from './commands/edges.ts';
import { addTrigger } from './commands/flow.ts';
import { addGroup, moveGroups, renameGroup, setStart } from './commands/groups.ts';
import { moveBlocks } from './commands/move-blocks.ts';
import { duplicate, paste } from './commands/paste.ts';
import { remove } from './commands/remove.ts';
import { addVariable, removeVariable } from './commands/variables.ts';
import { type Editor, openEditor, redo, run, undo } from './editor.ts';
import { choice, fakeWorld, flowOf, message } from './fakes.ts';
import { sourceKey } from './places.ts';
import { portsOf } from './ports.ts';
import { NOTHING, selectBlocks, selectGroups } from './selection.ts';

const BEGIN = flowOf({ a: [message('m'), choice('c', 'yes', 'no')], b: [message('n')] });
const TYPES = [...blockLibrary.keys()].filter((type) => type !== 'unsupported');

/** What a command is about is picked by numbers, from whatever there is when it runs. */
type Step = { readonly kind: number; readonly a: number; readonly b: number };
const steps = fc.array(fc.record({ kind: fc.nat(15), a: fc.nat(1_000), b: fc.nat(1_000) }), {
  maxLength: 40,
});

const pick = <T>(things: readonly T[], by: number): T | undefined => things[by % Math.max(1, things.length)];

const commandOf = ({ kind, a, b }: Step, document: FlowDocument): Command => {
  const group = pick(document.groups, a)?.id ?? 'gone';
  const other = pick(document.groups, b)?.id ?? 'gone';
  const blocks = document.groups.flatMap((each) => each.blocks);
  const block = pick(blocks, a);
  const id = block?.id ?? 'gone';
  const ports = block ? [...portsOf(block, blockLibrary).named, ''] : [''];
  const from = { block: id, port: pick(ports, b) ?? '' };
  const type = pick(TYPES, b) ?? 'message';
  const commands: readonly Command[] = [
    addGroup({ position: { x: a, y: b }, blocks: [{ type }] }),
    addBlock({ type, group, index: b % 3 }),
    moveBlocks([id], b % 2 === 0 ? { group: other, index: b % 4 } : { position: { x: a, y: b } }),
    connect(from, { group: other }),
    disconnect(from),
    remove(b % 3 === 0 ? selectGroups(group) : selectBlocks(id)),
    moveGroups([{ id: group, position: { x: a, y: b } }]),
    renameGroup(group, `Title ${b}`),
    setStart({ group }),
    duplicate(b % 2 === 0 ? selectGroups(group) : selectBlocks(id)),
    nudge([group], { x: 8, y: 0 }),
    addVariable({ name: `v_${b}`, type: 'text' }),
    removeVariable(pick(document.variables, a)?.id ?? 'gone'),
    // Every fifth time it leads to what is no longer there: that must be refused.
    addTrigger({ type: 'command', command: `go-${b}` }, { group: b % 5 === 0 ? 'gone' : group }),
    addGroup({ position: { x: a, y: b }, from: b % 5 === 0 ? { block: 'gone' } : from }),
    addBlock({ type, group, from }),
  ];
  return commands[kind] ?? renameGroup(group, '');
};

const play = (given: readonly Step[]): readonly Editor[] => {
  const world = fakeWorld();
  const editors: Editor[] = [openEditor(BEGIN)];
  given.forEach((step, at) => {
    const now = editors.at(-1) ?? openEditor(BEGIN);
    const outcome = run(now, commandOf(step, now.document), world, at * 10_000);
    if (outcome.ok) editors.push(outcome.value);
  });
  return editors;
};

const isPlace = (place: Place, { groups }: FlowDocument): boolean => {
  const group = groups.find(({ id }) => id === place.group);
  return (
    group !== undefined && (place.block === undefined || group.blocks.some(({ id }) => id === place.block))
  );
};

/** True when an edge leaves something and leads somewhere. */
const isWhole = ({ from, to }: Edge, document: FlowDocument): boolean => {
  const blocks = document.groups.flatMap((group) => group.blocks);
  const isThere =
    'trigger' in from
      ? document.triggers.some(({ id }) => id === from.trigger)
      : blocks.some(({ id }) => id === from.block);
  return isThere && isPlace(to, document);
};

test('the document stays one, with at most one edge for each way out, and none in the air', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { document } = play(given).at(-1) ?? openEditor(BEGIN);
      const parsed = parseDocument(JSON.parse(JSON.stringify(document)), blockLibrary);
      expect(parsed.ok ? [] : parsed.problems).toEqual([]);
      const sources = document.edges.map(({ from }) => sourceKey(from));
      expect(new Set(sources).size).toBe(sources.length);
      expect(document.edges.filter((edge) => !isWhole(edge, document))).toEqual([]);
      expect(document.groups.length === 0 || isPlace(document.start, document)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('undoing everything gives the first document, redoing everything the last', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const last = play(given).at(-1) ?? openEditor(BEGIN);
      let back = last;
      while (back.past.length > 0) back = undo(back);
      expect(back.document).toBe(BEGIN);
      let forth = back;
      while (forth.future.length > 0) forth = redo(forth);
      expect(forth.document).toBe(last.document);
    }),
    { numRuns: 200 },
  );
});

test('what is copied can be pasted into an empty flow', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { document } = play(given).at(-1) ?? openEditor(BEGIN);
      const groups = document.groups.map(({ id }) => id);
      const clipping = clippingOf(document, { ...NOTHING, groups }, blockLibrary);
      if (clipping === null) return;
      const outcome = run(openEditor(flowOf({})), paste(clipping), fakeWorld('p'), 0);
      expect(outcome.ok && outcome.value.document.groups.length).toBe(document.groups.length);
    }),
    { numRuns: 100 },
  );
});
