/** Makes a version the draft again, after saying what becomes of the draft there is. */
import { Button, Modal } from '@mantine/core';
import { versionCalls } from '@sluice/api/versions';
import { useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import classes from './restore-dialog.module.css';

export const RestoreDialog = ({
  flowId,
  version: { number, label },
  revision,
  close,
}: {
  readonly flowId: string;
  readonly version: { readonly number: number; readonly label: string | null };
  /** The draft that goes: if somebody saved another since, nothing happens. */
  readonly revision: string | null;
  readonly close: () => void;
}) => {
  const restore = useWrite(versionCalls.restore);
  const name = label === null ? `version ${number}` : `version ${number} (${label})`;
  const confirm = () =>
    restore.mutate(
      { params: { id: flowId, number }, ifMatch: revision },
      {
        onSuccess: () => {
          tell(`The draft is ${name} now.`);
          close();
        },
      },
    );
  return (
    <Modal opened onClose={close} title={`Restore ${name}?`}>
      <div className={classes.body}>
        <p>
          The draft becomes {name}. What the draft has now is replaced; compare first if it was never
          published. Nobody notices until you publish.
        </p>
        <Notice problems={restore.isError ? problemsOf(restore.error) : []} />
        <div className={classes.actions}>
          <Button onClick={close}>Cancel</Button>
          <Button variant="filled" loading={restore.isPending} onClick={confirm}>
            Restore {name}
          </Button>
        </div>
      </div>
    </Modal>
  );
};
