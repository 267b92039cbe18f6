/** A flow in an editor without a canvas, for component tests: what a component dispatches is done, or refused. */
import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import type { FlowDocument } from '@sluice/core/flow/document';
import type { Problem } from '@sluice/core/problem';
import { type ReactNode, useState } from 'react';
import type { Command, World } from '../editor/command.ts';
import { openEditor, run } from '../editor/editor.ts';
import { type Rendered, rendered } from './rendered.tsx';

export type EditedFlow = Rendered & {
  /** The document as it stands. */
  document(): FlowDocument;
  /** How many steps can be undone. */
  steps(): number;
};

type Dispatch = (command: Command) => readonly Problem[];

export const editedFlow = (
  flow: FlowDocument,
  draw: (document: FlowDocument, dispatch: Dispatch) => ReactNode,
): EditedFlow => {
  let editor = openEditor(flow);
  let ids = 0;
  const world: World = {
    library: blockLibrary,
    faces: blockFaces,
    newId: () => {
      ids += 1;
      return `new-${ids}`;
    },
  };
  const Page = () => {
    const [, redraw] = useState(0);
    return draw(editor.document, (command) => {
      const outcome = run(editor, command, world, 0);
      if (!outcome.ok) return outcome.problems;
      editor = outcome.value;
      redraw((count) => count + 1);
      return [];
    });
  };
  return {
    ...rendered(<Page />),
    document: () => editor.document,
    steps: () => editor.past.length,
  };
};
