/** Invitations that are open, and sending one; without mail its link is shown once, to be passed on. */
import { Button, Select, TextInput } from '@mantine/core';
import { invitationCalls } from '@sluice/api/invitations';
import { useState } from 'react';
import { useRead, useWrite } from '../../connection/api.tsx';
import { fieldProblems } from '../../connection/field-problems.ts';
import { problemsOf } from '../../connection/refusal.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import { When } from '../../ui/when.tsx';
import { type MemberRole, ROLES, roleOf } from './roles.ts';
import { Row, Rows, Section } from './section.tsx';

export const InvitationsSection = () => {
  const invitations = useRead(invitationCalls.list, { query: { limit: 100 } });
  const revoke = useWrite(invitationCalls.revoke);
  const items = invitations.data?.body.items ?? [];
  return (
    <Section id="invitations" title="Invite somebody">
      <Invite />
      <Notice problems={invitations.isError ? problemsOf(invitations.error) : []} />
      {items.length > 0 && (
        <Rows>
          {items.map(({ id, email, role, invitedBy, expiresAt }) => (
            <Row
              key={id}
              title={email}
              behind={
                <>
                  {ROLES.find(({ value }) => value === role)?.label}, invited by {invitedBy}, good until{' '}
                  <When at={expiresAt} />
                </>
              }
            >
              <Button variant="subtle" color="danger" onClick={() => revoke.mutate({ params: { id } })}>
                Revoke
              </Button>
            </Row>
          ))}
        </Rows>
      )}
    </Section>
  );
};

const Invite = () => {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<MemberRole>('editor');
  const create = useWrite(invitationCalls.create);
  const problems = fieldProblems(create.error, ['email']);
  const made = create.data?.body;
  const send = () =>
    create.mutate(
      { body: { email, role } },
      {
        onSuccess: ({ body }) => {
          setEmail('');
          if (body.mail === 'sent') tell(`The invitation is on its way to ${body.email}.`);
        },
      },
    );
  return (
    <Form onSubmit={send}>
      <Notice problems={problems.rest} />
      <div className="row">
        <TextInput
          style={{ flex: 1 }}
          label="E-mail"
          type="email"
          value={email}
          error={problems.of('email')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          w={120}
          label="Role"
          data={ROLES}
          value={role}
          allowDeselect={false}
          onChange={(value) => setRole(roleOf(value))}
        />
      </div>
      <div>
        <Button type="submit" loading={create.isPending}>
          Invite
        </Button>
      </div>
      {made?.link && (
        <CopyField
          label={
            made.mail === 'failed'
              ? `The mail could not be sent: ${made.problem ?? 'no answer'}. Pass this link on to ${made.email}; it is shown this once.`
              : `Pass this link on to ${made.email}; it is shown this once.`
          }
          value={new URL(made.link, window.location.origin).href}
        />
      )}
    </Form>
  );
};
