/** Somebody without any workspace: everything else asks for one. */
import { Button, TextInput } from '@mantine/core';
import { workspaceCalls } from '@sluice/api/workspaces';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWrite } from '../connection/api.tsx';
import { fieldProblems } from '../connection/field-problems.ts';
import { Door } from '../features/door/door.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';

export const NoWorkspace = () => (
  <Door
    title="No workspace yet"
    lead="You are in none. Make one, or ask a colleague to invite you to theirs."
  >
    <NewWorkspace />
  </Door>
);

/** Makes a workspace that the account owns, and opens it. */
export const NewWorkspace = () => {
  const [name, setName] = useState('');
  const create = useWrite(workspaceCalls.create);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const problems = fieldProblems(create.error, ['name']);
  const send = () =>
    create.mutate(
      { body: { name } },
      {
        onSuccess: async ({ body }) => {
          await queries.invalidateQueries();
          await navigate({ to: '/w/$workspace', params: { workspace: body.id } });
        },
      },
    );
  return (
    <Form onSubmit={send}>
      <Notice problems={problems.rest} />
      <TextInput
        label="Name of the workspace"
        value={name}
        error={problems.of('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" loading={create.isPending}>
        Make the workspace
      </Button>
    </Form>
  );
};
