/** Another name for a flow. */
import { Button, Modal, TextInput } from '@mantine/core';
import { flowCalls } from '@sluice/api/flows';
import { useState } from 'react';
import { useWrite } from '../../connection/api.tsx';
import { fieldProblems } from '../../connection/field-problems.ts';
import { DialogFoot } from '../../ui/dialog-foot.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';

export const RenameDialog = ({
  flow: { id, name },
  close,
}: {
  readonly flow: { readonly id: string; readonly name: string };
  readonly close: () => void;
}) => {
  const [text, setText] = useState(name);
  const rename = useWrite(flowCalls.rename);
  const problems = fieldProblems(rename.error, ['name']);
  const save = () =>
    rename.mutate(
      { params: { id }, body: { name: text } },
      {
        onSuccess: () => {
          close();
          tell(`It is called “${text.trim()}” now.`, () => rename.mutate({ params: { id }, body: { name } }));
        },
      },
    );
  return (
    <Modal opened onClose={close} title="Rename the flow">
      <Form onSubmit={save}>
        <Notice problems={problems.rest} />
        <TextInput
          label="Name"
          data-autofocus
          maxLength={200}
          value={text}
          error={problems.of('name')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <DialogFoot close={close}>
          <Button type="submit" variant="filled" loading={rename.isPending}>
            Rename
          </Button>
        </DialogFoot>
      </Form>
    </Modal>
  );
};
