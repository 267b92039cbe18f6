/** The workspace's name. */
import { Button, TextInput } from '@mantine/core';
import { workspaceCalls } from '@sluice/api/workspaces';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWrite } from '../../connection/api.tsx';
import { fieldProblems } from '../../connection/field-problems.ts';
import { useWorkspace } from '../../connection/session.tsx';
import { Allowed, useWhyNot } from '../../ui/allowed.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import { Section } from './section.tsx';

export const WorkspaceSection = () => {
  const workspace = useWorkspace();
  const readOnly = useWhyNot('owner');
  const [name, setName] = useState(workspace.name);
  const rename = useWrite(workspaceCalls.rename);
  const queries = useQueryClient();
  const problems = fieldProblems(rename.error, ['name']);
  const save = () =>
    rename.mutate(
      { body: { name } },
      {
        onSuccess: () => {
          // The session names every workspace one is in.
          void queries.invalidateQueries();
          tell('The workspace has its new name.');
        },
      },
    );
  return (
    <Section id="workspace" title="Workspace">
      <Form onSubmit={save}>
        <Notice problems={problems.rest} />
        <TextInput
          label="Name"
          value={name}
          readOnly={readOnly !== null}
          error={problems.of('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div>
          <Allowed needs="owner">
            <Button type="submit" loading={rename.isPending}>
              Save name
            </Button>
          </Allowed>
        </div>
      </Form>
    </Section>
  );
};
