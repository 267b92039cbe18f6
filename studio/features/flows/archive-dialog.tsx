/** Takes a flow out of the lists, after saying what stays and what goes. */
import { Button, Modal } from '@mantine/core';
import { flowCalls } from '@sluice/api/flows';
import { useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { DialogFoot } from '../../ui/dialog-foot.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import type { ListedFlow } from './flow-row.tsx';

export const ArchiveDialog = ({ flow, close }: { readonly flow: ListedFlow; readonly close: () => void }) => {
  const archive = useWrite(flowCalls.archive);
  const send = () =>
    archive.mutate(
      { params: { id: flow.id } },
      {
        onSuccess: () => {
          close();
          tell(`“${flow.name}” is archived.`);
        },
      },
    );
  return (
    <Modal opened onClose={close} title={`Archive “${flow.name}”?`}>
      <Form onSubmit={send}>
        <p>
          It disappears from the lists, with its draft and its tests. Its published versions stay, for the
          conversations that ran on them. It does not come back.
        </p>
        <Notice problems={archive.isError ? problemsOf(archive.error) : []} />
        <DialogFoot close={close}>
          <Button type="submit" variant="filled" color="danger" loading={archive.isPending}>
            Archive
          </Button>
        </DialogFoot>
      </Form>
    </Modal>
  );
};
