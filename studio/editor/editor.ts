/** The editor's state: a document, a selection, and the steps that undo and redo. Pure: time comes in. */
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Instant } from '@sluice/core/instant';
import { ok, type Result } from '@sluice/core/problem';
import type { Command, Edit, World } from './command.ts';
import { placesOf } from './places.ts';
import { NOTHING, type Selection } from './selection.ts';
import { changedShapeProblems } from './shape.ts';

/** One step back or forth: documents share what did not change, so a step costs what it changed. */
type Step = {
  readonly label: string;
  readonly document: FlowDocument;
  readonly selection: Selection;
  /** Which edits may still join this step. */
  readonly joins: string | null;
  readonly at: Instant;
};

export type Editor = {
  readonly document: FlowDocument;
  readonly selection: Selection;
  /** What undo goes back to, the latest last; each step is the document before it. */
  readonly past: readonly Step[];
  /** What redo goes forth to, the next one last; each step is the document after it. */
  readonly future: readonly Step[];
};

const MOST_STEPS = 300;

export const openEditor = (document: FlowDocument): Editor => ({
  document,
  selection: NOTHING,
  past: [],
  future: [],
});

/**
 * Runs a command. Refused when the command says so or when its result would be no flow document; the editor is then
 * as it was. `now` decides what joins the step before it.
 */
export const run = (editor: Editor, command: Command, world: World, now: Instant): Result<Editor> => {
  const outcome = command(editor.document, world);
  if (!outcome.ok) return outcome;
  const { document, selection } = outcome.value;
  const after = existing(selection ?? editor.selection, document);
  if (document === editor.document) return ok({ ...editor, selection: after });
  const problems = changedShapeProblems(editor.document, document);
  if (problems.length > 0) return { ok: false, problems };
  return ok({ document, selection: after, past: pastAfter(editor, outcome.value, now), future: [] });
};

const pastAfter = (editor: Editor, { label, undo }: Edit, now: Instant): readonly Step[] => {
  const last = editor.past.at(-1);
  const key = undo.type === 'joins' ? undo.key : null;
  if (undo.type === 'joins' && last && last.joins === key && now - last.at <= (undo.within ?? Infinity))
    return [...editor.past.slice(0, -1), { ...last, label, at: now }];
  const step = { label, document: editor.document, selection: editor.selection, joins: key, at: now };
  return [...editor.past, step].slice(-MOST_STEPS);
};

/** Ends what could still join: a field was left, a drag is over. */
export const seal = (editor: Editor): Editor => {
  const last = editor.past.at(-1);
  if (!last || last.joins === null) return editor;
  return { ...editor, past: [...editor.past.slice(0, -1), { ...last, joins: null }] };
};

export const undo = (editor: Editor): Editor => {
  const step = editor.past.at(-1);
  if (!step) return editor;
  return {
    document: step.document,
    selection: step.selection,
    // What is typed after an undo is a step of its own, however soon it comes.
    past: seal({ ...editor, past: editor.past.slice(0, -1) }).past,
    future: [...editor.future, stepOf(editor, step)],
  };
};

export const redo = (editor: Editor): Editor => {
  const step = editor.future.at(-1);
  if (!step) return editor;
  return {
    document: step.document,
    selection: step.selection,
    past: [...editor.past, stepOf(editor, step)],
    future: editor.future.slice(0, -1),
  };
};

/** The way back to where the editor stands now, under the label of the step that is taken. */
const stepOf = ({ document, selection }: Editor, { label, at }: Step): Step => ({
  label,
  document,
  selection,
  joins: null,
  at,
});

/** "move 3 groups", for "Undo: move 3 groups"; null when there is nothing to undo. */
export const undoLabel = ({ past }: Editor): string | null => past.at(-1)?.label ?? null;
export const redoLabel = ({ future }: Editor): string | null => future.at(-1)?.label ?? null;

export const select = (editor: Editor, selection: Selection): Editor => ({
  ...editor,
  selection: existing(selection, editor.document),
});

/** A document from elsewhere (a newer draft, a restored version) as one step that can be undone. */
export const replaceDocument = (
  editor: Editor,
  document: FlowDocument,
  label: string,
  now: Instant,
): Editor => ({
  document,
  selection: existing(editor.selection, document),
  past: pastAfter(editor, { document, label, undo: { type: 'step' } }, now),
  future: [],
});

const existing = (selection: Selection, document: FlowDocument): Selection => {
  const { groups, blocks, edges } = placesOf(document);
  return {
    groups: selection.groups.filter((id) => groups.has(id)),
    blocks: selection.blocks.filter((id) => blocks.has(id)),
    edges: selection.edges.filter((id) => edges.has(id)),
  };
};
