/** Every key that does something here, by what one wants to do. */

import { Modal } from '@mantine/core';
import { useOpenerFocus } from '../../../ui/opener-focus.ts';
import { keysOf } from './key-words.ts';
import { Keys } from './keys.tsx';
import { GROUPS, SHORTCUTS } from './shortcuts.ts';
import classes from './shortcuts-sheet.module.css';
import type { ShortcutHandlers } from './use-shortcuts.ts';

/** Shows what has a handler, and nothing that would do nothing. */
export const ShortcutsSheet = ({
  handlers,
  close,
}: {
  readonly handlers: ShortcutHandlers;
  readonly close: () => void;
}) => {
  const giveBack = useOpenerFocus();
  const dismiss = () => {
    close();
    giveBack();
  };
  return (
    <Modal
      opened
      onClose={dismiss}
      size={720}
      title="Keys"
      closeButtonProps={{ 'aria-label': 'Close the list of keys' }}
    >
      <div className={classes.sheet}>
        {GROUPS.map((group) => ({
          group,
          rows: SHORTCUTS.filter((each) => each.group === group && handlers[each.action] !== undefined),
        }))
          .filter(({ rows }) => rows.length > 0)
          .map(({ group, rows }) => (
            <section key={group} className={classes.group}>
              <h3>{group}</h3>
              <dl className={classes.rows}>
                {rows.map(({ action, words }) => (
                  <div key={action} className={classes.row}>
                    <dt>{words}</dt>
                    <dd>
                      <Keys keys={keysOf(action)} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Modal>
  );
};
