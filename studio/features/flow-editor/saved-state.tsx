/** Says whether the draft is saved, in the top bar; told to screen readers only when it matters. */
import { IconAlertTriangle, IconCheck, IconCloudOff, IconLoader2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DraftStatus } from '../../editor/draft.ts';
import { whenWords } from '../../ui/when-words.ts';
import classes from './saved-state.module.css';

const size = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

const STATES: {
  readonly [status in DraftStatus]: {
    readonly icon: ReactNode;
    readonly words: string;
    readonly loud: boolean;
  };
} = {
  saved: { icon: <IconCheck {...size} />, words: 'Saved', loud: false },
  editing: { icon: <IconLoader2 {...size} />, words: 'Saving…', loud: false },
  saving: { icon: <IconLoader2 {...size} />, words: 'Saving…', loud: false },
  offline: {
    icon: <IconCloudOff {...size} />,
    words: 'Not saved yet: Sluice cannot be reached. Edits are kept.',
    loud: true,
  },
  'signed-out': {
    icon: <IconAlertTriangle {...size} />,
    words: 'Not saved yet: sign in again. Edits are kept.',
    loud: true,
  },
  conflict: {
    icon: <IconAlertTriangle {...size} />,
    words: 'Not saved: somebody saved a newer draft.',
    loud: true,
  },
  refused: {
    icon: <IconAlertTriangle {...size} />,
    words: 'Not saved: the last change cannot be kept.',
    loud: true,
  },
};

export const SavedState = ({
  status,
  savedAt,
}: {
  readonly status: DraftStatus;
  readonly savedAt: number | null;
}) => {
  const { icon, words, loud } = STATES[status];
  const time = status === 'saved' && savedAt !== null ? ` ${whenWords(savedAt, { now: Date.now() })}` : '';
  return (
    <span
      className={classes.state}
      data-loud={loud || undefined}
      role={loud ? 'alert' : 'status'}
      aria-live={loud ? 'assertive' : 'off'}
    >
      {icon}
      {words}
      {time}
    </span>
  );
};
