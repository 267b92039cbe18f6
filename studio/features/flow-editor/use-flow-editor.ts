/** The editor of one flow: commands with undo and redo on the document, and the draft that follows it to the server. */

import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Problem } from '@sluice/core/problem';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Command, World } from '../../editor/command.ts';
import * as editing from '../../editor/editor.ts';
import type { Selection } from '../../editor/selection.ts';
import { tell } from '../../ui/tell.tsx';
import { newId } from './new-id.ts';
import { type DraftControls, type Opened, useDraft } from './use-draft.ts';

const world: World = { library: blockLibrary, faces: blockFaces, newId };

export type FlowEditor = {
  readonly editor: editing.Editor;
  readonly saving: DraftControls;
  /** Runs a command; a refusal is shown to the person, and its problems are given back. */
  readonly dispatch: (command: Command) => readonly Problem[];
  readonly select: (selection: Selection) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** A drag or a field is over: what comes next is a step of its own. */
  readonly seal: () => void;
  /** Puts a document from elsewhere in the place of this one; can be undone. */
  readonly replace: (document: FlowDocument, label: string) => void;
};

export const useFlowEditor = (opened: Opened): FlowEditor => {
  const saving = useDraft(opened);
  const [editor, setEditor] = useState(() => editing.openEditor(saving.draft.document));
  const latest = useRef(editor);
  const { edit } = saving;
  const become = useCallback(
    (next: editing.Editor) => {
      const isChanged = next.document !== latest.current.document;
      latest.current = next;
      setEditor(next);
      if (isChanged) edit(next.document);
    },
    [edit],
  );
  return useMemo(
    () => ({
      editor,
      saving,
      dispatch: (command) => {
        const outcome = editing.run(latest.current, command, world, Date.now());
        if (outcome.ok) {
          become(outcome.value);
          return [];
        }
        for (const { says, hint } of outcome.problems.slice(0, 1)) {
          tell(hint === '' ? says : `${says} ${hint}`);
        }
        return outcome.problems;
      },
      select: (selection) => become(editing.select(latest.current, selection)),
      undo: () => become(editing.undo(latest.current)),
      redo: () => become(editing.redo(latest.current)),
      seal: () => become(editing.seal(latest.current)),
      replace: (document, label) =>
        become(editing.replaceDocument(latest.current, document, label, Date.now())),
    }),
    [editor, saving, become],
  );
};
