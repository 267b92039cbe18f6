/** What a flow can begin from: nothing, or one of the stories that most teams tell. */
import { UnstyledButton } from '@mantine/core';
import { flowCalls } from '@sluice/api/flows';
import { templateCalls } from '@sluice/api/templates';
import { useNavigate } from '@tanstack/react-router';
import { useRead, useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { useWorkspace } from '../../connection/session.tsx';
import { useWhyNot } from '../../ui/allowed.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './templates.module.css';

const BLANK = { id: null, name: 'Blank', description: 'An empty canvas with one group.' } as const;

export const Templates = ({ name }: { readonly name?: string }) => {
  const workspace = useWorkspace();
  const readOnly = useWhyNot('editor');
  const navigate = useNavigate();
  const templates = useRead(templateCalls.list, {}, { staleTime: Number.POSITIVE_INFINITY });
  const create = useWrite(flowCalls.create);
  const begin = (template: { readonly id: string | null; readonly name: string }) =>
    create.mutate(
      {
        body: {
          name: name?.trim() || (template.id === null ? 'New flow' : template.name),
          ...(template.id === null ? {} : { template: template.id }),
        },
      },
      {
        onSuccess: ({ body }) =>
          void navigate({
            to: '/w/$workspace/flows/$flow',
            params: { workspace: workspace.id, flow: body.id },
          }),
      },
    );
  return (
    <>
      <Notice problems={create.isError ? problemsOf(create.error) : []} />
      {readOnly !== null && <p className="muted">{readOnly}</p>}
      <ul className={classes.templates}>
        {[BLANK, ...(templates.data?.body.items ?? [])].map((template) => (
          <li key={template.name}>
            <UnstyledButton
              className={classes.template ?? ''}
              disabled={readOnly !== null || create.isPending}
              onClick={() => begin(template)}
            >
              <b>{template.name}</b>
              <span className="muted small">{template.description}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
  );
};
