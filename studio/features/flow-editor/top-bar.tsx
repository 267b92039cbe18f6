/** The bar that floats over the canvas: whose flow this is, whether it is saved, and what can be done with it. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconPlayerPlay,
  IconSearch,
} from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { redoLabel, undoLabel } from '../../editor/editor.ts';
import { Mark } from '../../ui/mark.tsx';
import { counted } from '../../ui/plural.ts';
import { SavedState } from './saved-state.tsx';
import classes from './top-bar.module.css';
import type { FlowEditor } from './use-flow-editor.ts';

export type TopBarProps = {
  readonly flow: FlowEditor;
  /** The flow's name, and what can be done with the whole of it. */
  readonly name: ReactNode;
  readonly problems: number;
  readonly readOnly: string | null;
  /** Which panel is open. */
  readonly panel: string | null;
  readonly onSearch: () => void;
  readonly onProblems: () => void;
  readonly onTest: () => void;
  readonly onPublish: () => void;
};

const icon = { size: 18, stroke: 1.75 } as const;

export const TopBar = ({
  flow,
  name,
  problems,
  readOnly,
  panel,
  onSearch,
  onProblems,
  onTest,
  onPublish,
}: TopBarProps) => {
  const { workspace } = useParams({ from: '/w/$workspace' });
  const { editor, saving, undo, redo } = flow;
  const [undoes, redoes] = [undoLabel(editor), redoLabel(editor)];
  return (
    <header className={`floating ${classes.bar}`}>
      <Link
        to="/w/$workspace/flows"
        params={{ workspace }}
        aria-label="All flows"
        className={classes.mark ?? ''}
      >
        <Mark />
      </Link>
      <span className={classes.line} />
      {name}
      {readOnly === null ? (
        <SavedState status={saving.draft.status} savedAt={saving.savedAt} />
      ) : (
        <span className="muted small">{readOnly}</span>
      )}
      <div className={classes.tools}>
        {readOnly === null && (
          <>
            <Tool
              label={undoes === null ? 'Nothing to undo' : `Undo: ${undoes}`}
              disabled={undoes === null}
              onClick={undo}
            >
              <IconArrowBackUp {...icon} />
            </Tool>
            <Tool
              label={redoes === null ? 'Nothing to redo' : `Redo: ${redoes}`}
              disabled={redoes === null}
              onClick={redo}
            >
              <IconArrowForwardUp {...icon} />
            </Tool>
          </>
        )}
        <Tool label="Search (Ctrl K)" onClick={onSearch}>
          <IconSearch {...icon} />
        </Tool>
        <span className={classes.line} />
        <Button
          variant="subtle"
          {...(problems > 0 ? { color: 'gate' } : {})}
          className={`${classes.problems} ${problems === 0 ? classes.calm : ''}`}
          leftSection={problems > 0 ? <IconAlertTriangle size={16} stroke={1.75} /> : null}
          aria-expanded={panel === 'problems'}
          onClick={onProblems}
        >
          {problems === 0 ? 'No problems' : counted(problems, 'problem')}
        </Button>
        <span className={classes.line} />
        <Button
          variant={panel === 'test' ? 'light' : 'default'}
          leftSection={<IconPlayerPlay size={16} stroke={1.75} />}
          aria-expanded={panel === 'test'}
          onClick={onTest}
        >
          Test
        </Button>
        <Tooltip label={readOnly} disabled={readOnly === null}>
          <Button
            variant="filled"
            data-disabled={readOnly !== null}
            aria-disabled={readOnly !== null}
            onClick={() => readOnly === null && onPublish()}
          >
            Publish
          </Button>
        </Tooltip>
      </div>
    </header>
  );
};

const Tool = ({
  label,
  disabled = false,
  onClick,
  children,
}: {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) => (
  <Tooltip label={label}>
    <ActionIcon aria-label={label} disabled={disabled} onClick={onClick}>
      {children}
    </ActionIcon>
  </Tooltip>
);
