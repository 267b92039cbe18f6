/** The one panel beside the canvas: what is chosen there, or what somebody opened. */
import { lazy } from 'react';
import { PageLoading } from '../../app/page-states.tsx';
import { NOTHING } from '../../editor/selection.ts';
import { LaterPart } from '../../ui/later-part.tsx';
import { FlowSettingsPanel } from '../flow-settings/flow-settings-panel.tsx';
import { VariablesPanel } from '../variables/variables-panel.tsx';
import { CommentsPanel, type CommentTarget } from './comments/comments-panel.tsx';
import { ProblemList } from './problem-list.tsx';
import { BlockPanel, PanelFrame } from './side-panel.tsx';
import type { FlowEditor } from './use-flow-editor.ts';
import type { FoundProblem } from './use-problems.ts';
import classes from './workbench.module.css';

export const loadTestPanel = () => import('../test-panel/test-panel.tsx');
const TestPanel = lazy(async () => ({ default: (await loadTestPanel()).TestPanel }));

/** What is open; null shows the chosen block, if one is. */
export type Panel =
  | { readonly kind: 'test'; readonly from: string | null }
  | { readonly kind: 'comments'; readonly about: CommentTarget }
  | { readonly kind: 'problems' | 'variables' | 'settings' }
  | null;

export type WorkbenchPanelProps = {
  readonly flow: FlowEditor;
  readonly flowId: string;
  readonly panel: Panel;
  readonly onPanel: (panel: Panel) => void;
  readonly problems: readonly FoundProblem[];
  readonly readOnly: string | null;
  readonly onProblem: (problem: FoundProblem) => void;
  readonly onShowBlock: (id: string) => void;
  readonly onStand: (block: string | null) => void;
  readonly onCoverage: (blocks: readonly string[] | null) => void;
};

export const WorkbenchPanel = (props: WorkbenchPanelProps) => {
  const content = contentOf(props);
  return content === null ? null : <div className={`floating ${classes.panel}`}>{content}</div>;
};

const contentOf = (props: WorkbenchPanelProps) => {
  const { flow, flowId, panel, onPanel, problems, readOnly } = props;
  const { document, selection } = flow.editor;
  const close = () => onPanel(null);
  const common = { document, readOnly, dispatch: flow.dispatch };
  switch (panel?.kind) {
    case 'test':
      return (
        <LaterPart waiting={<PageLoading />}>
          <TestPanel
            key={panel.from}
            flowId={flowId}
            document={document}
            group={panel.from}
            readOnly={readOnly}
            onStand={props.onStand}
            onCoverage={props.onCoverage}
            close={close}
          />
        </LaterPart>
      );
    case 'problems':
      return <ProblemList problems={problems} onSelect={props.onProblem} close={close} />;
    case 'variables':
      return (
        <PanelFrame title="Variables" close={close}>
          <VariablesPanel {...common} onShow={props.onShowBlock} />
        </PanelFrame>
      );
    case 'settings':
      return (
        <PanelFrame title="Triggers and settings" close={close}>
          <FlowSettingsPanel {...common} />
        </PanelFrame>
      );
    case 'comments':
      return (
        <PanelFrame title="Comments" close={close}>
          <CommentsPanel flowId={flowId} target={panel.about} readOnly={readOnly} />
        </PanelFrame>
      );
    default: {
      const [block] = selection.blocks;
      return block === undefined ? null : (
        <BlockPanel
          flow={flow}
          id={block}
          problems={problems}
          readOnly={readOnly}
          onComment={() => onPanel({ kind: 'comments', about: { block } })}
          close={() => flow.select(NOTHING)}
        />
      );
    }
  }
};
