/** What each key of the table does in the editor; what may not be done by whoever looks has no key. */

import type { CanvasView } from '../../canvas/use-canvas-view.ts';
import { type ShortcutHandlers, useShortcuts } from './shortcuts/use-shortcuts.ts';
import type { EditorActions } from './use-editor-actions.ts';
import type { FlowEditor } from './use-flow-editor.ts';

export type KeyTargets = {
  readonly flow: FlowEditor;
  readonly view: CanvasView;
  readonly actions: EditorActions;
  readonly readOnly: string | null;
  readonly search: () => void;
  readonly add: () => void;
  readonly tidy: () => void;
  readonly test: () => void;
  readonly publish: () => void;
  readonly comment: () => void;
  readonly nextProblem: () => void;
  readonly help: () => void;
};

const STEP = 8;

/** Copy, cut and paste are the browser's own: `useClipboard` hears them. */
export const useEditorKeys = (targets: KeyTargets): ShortcutHandlers => {
  const { flow, view, actions, readOnly } = targets;
  const looking: ShortcutHandlers = {
    search: targets.search,
    open: actions.open,
    up: actions.up,
    down: actions.down,
    left: actions.left,
    right: actions.right,
    nextProblem: targets.nextProblem,
    fit: view.fitAll,
    zoomIn: view.zoomIn,
    zoomOut: view.zoomOut,
    selectAll: actions.selectAll,
    test: targets.test,
    comment: targets.comment,
    help: targets.help,
  };
  const editing: ShortcutHandlers = {
    add: targets.add,
    undo: flow.undo,
    redo: flow.redo,
    duplicate: actions.duplicate,
    remove: actions.remove,
    tidy: targets.tidy,
    publish: targets.publish,
    alignLeft: () => actions.align('left'),
    alignCentre: () => actions.align('centre'),
    alignRight: () => actions.align('right'),
    alignTop: () => actions.align('top'),
    alignMiddle: () => actions.align('middle'),
    alignBottom: () => actions.align('bottom'),
    distributeAcross: () => actions.distribute('across'),
    distributeDown: () => actions.distribute('down'),
    nudgeUp: () => actions.nudge(0, -STEP),
    nudgeDown: () => actions.nudge(0, STEP),
    nudgeLeft: () => actions.nudge(-STEP, 0),
    nudgeRight: () => actions.nudge(STEP, 0),
  };
  const handlers = readOnly === null ? { ...looking, ...editing } : looking;
  useShortcuts(handlers);
  return handlers;
};
