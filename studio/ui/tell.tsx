/** Says what was just done, for a moment, at the bottom of the page; with a way back where there is one. */
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';

const MOMENT_MS = 4_000;
const TIME_TO_UNDO_MS = 10_000;

export const tell = (done: string, undo?: () => void): void => {
  const id = notifications.show({
    autoClose: undo ? TIME_TO_UNDO_MS : MOMENT_MS,
    withBorder: false,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    message: (
      <span className="row">
        {done}
        {undo && (
          <Button
            className="push"
            size="compact-sm"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            Undo
          </Button>
        )}
      </span>
    ),
  });
};
