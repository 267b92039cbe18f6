import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import { addBlock, setBlock } from './commands/blocks.ts';
import { addTrigger } from './commands/flow.ts';
import { addGroup, moveGroups, renameGroup } from './commands/groups.ts';
import { remove } from './commands/remove.ts';
import { type Editor, openEditor, redo, redoLabel, run, seal, select, undo, undoLabel } from './editor.ts';
import { fakeWorld, flowOf, message } from './fakes.ts';
import { NOTHING, selectBlocks } from './selection.ts';

const after = (editor: Editor, command: Command, now = 0): Editor => {
  const outcome = run(editor, command, fakeWorld(), now);
  if (!outcome.ok) throw new Error(outcome.problems[0]?.says);
  return outcome.value;
};
const flow = flowOf({ a: [message('1', '')], b: [] });
const type = (text: string): Command => setBlock('1', { markdown: text }, 'markdown');
const said = (editor: Editor) => editor.document.groups[0]?.blocks[0]?.markdown;

describe('undo', () => {
  it('goes back to the very document before, and redo forth again', () => {
    const once = after(openEditor(flow), renameGroup('a', 'Hello'));
    const back = undo(once);
    expect(back.document).toBe(flow);
    expect(redo(back).document).toBe(once.document);
    expect([undoLabel(once), redoLabel(once)]).toEqual(['rename a group', null]);
    expect([undoLabel(back), redoLabel(back)]).toEqual([null, 'rename a group']);
  });

  it('takes typing in one field as one step, until it pauses or the field is left', () => {
    const typed = [
      ['H', 0],
      ['Hi', 500],
      ['Hi!', 1_000],
      ['Hi! You', 9_000],
    ] as const;
    let editor = typed.reduce((now, [text, at]) => after(now, type(text), at), openEditor(flow));
    editor = after(seal(editor), type('Hi! You there'), 9_100);
    const seen = [said(editor)];
    for (; undoLabel(editor) !== null; seen.push(said(editor))) editor = undo(editor);
    expect(seen).toEqual(['Hi! You there', 'Hi! You', 'Hi!', '']);
  });

  it('takes a drag as one step, however long it lasts, and the next drag as another', () => {
    const drags = [
      [1, 'first', 0],
      [2, 'first', 60_000],
      [3, 'second', 60_001],
    ] as const;
    const editor = drags.reduce(
      (now, [x, drag, at]) => after(now, moveGroups([{ id: 'a', position: { x, y: 0 } }], drag), at),
      openEditor(flow),
    );
    expect(undo(editor).document.groups[0]?.position.x).toBe(2);
    expect(undo(undo(editor)).document).toBe(flow);
  });

  it('ends what was typed before it: the next letter is a step of its own', () => {
    const renamed = after(after(openEditor(flow), type('a')), renameGroup('b', 'Z'));
    const editor = after(undo(renamed), type('ab'), 100);
    expect(said(undo(editor))).toBe('a');
  });

  it('gives back what was selected', () => {
    const selected = select(openEditor(flow), selectBlocks('1'));
    const removed = after(selected, remove(selectBlocks('1')));
    expect(removed.selection).toEqual(NOTHING);
    expect(undo(removed).selection.blocks).toEqual(['1']);
  });

  it('has nothing to do when nothing changed', () => {
    expect(after(openEditor(flow), renameGroup('a', 'A')).past).toEqual([]);
  });

  it('leaves nothing to redo once something new is done', () => {
    const editor = after(undo(after(openEditor(flow), renameGroup('a', 'X'))), renameGroup('b', 'Y'));
    expect(redo(editor)).toBe(editor);
  });
});

describe('a command', () => {
  it('leaves alone what it does not change', () => {
    const { document } = after(openEditor(flow), type('x'));
    expect(document.groups[1]).toBe(flow.groups[1]);
    expect(document.variables).toBe(flow.variables);
  });

  it.each([
    ['a title too long', renameGroup('a', 'x'.repeat(501))],
    ['a position that is none', moveGroups([{ id: 'a', position: { x: Number.NaN, y: 0 } }])],
    [
      'a trigger that leads to a group that is gone',
      addTrigger({ type: 'command', command: 'go' }, { group: 'gone' }),
    ],
    [
      'a group led to from a block that is gone',
      addGroup({ position: { x: 0, y: 0 }, from: { block: 'gone' } }),
    ],
    [
      'a block led to from a way out that is not there',
      addBlock({ type: 'end', group: 'a', from: { block: '1', port: 'no' } }),
    ],
  ])('is refused for %s', (_, command) => {
    expect(run(openEditor(flow), command, fakeWorld(), 0)).toMatchObject({ ok: false });
  });

  it('is refused, in words, when a flow would get too large', () => {
    const full = flowOf(Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`g${i}`, []])));
    const outcome = run(openEditor(full), addGroup({ position: { x: 0, y: 0 } }), fakeWorld(), 0);
    expect(outcome).toMatchObject({
      ok: false,
      problems: [{ says: 'A flow may have at most 2000 groups.' }],
    });
  });
});
