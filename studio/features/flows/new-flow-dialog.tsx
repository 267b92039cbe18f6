/** A new flow: its name, and what it begins from. */
import { Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Templates } from './templates.tsx';

export const NewFlowDialog = ({ close }: { readonly close: () => void }) => {
  const [name, setName] = useState('');
  return (
    <Modal opened onClose={close} size={640} title="New flow">
      <TextInput
        label="Name"
        placeholder="Customer Support Bot"
        data-autofocus
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        mb="md"
      />
      <p className="muted">Begin with</p>
      <Templates name={name} />
    </Modal>
  );
};
