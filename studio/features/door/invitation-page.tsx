/** An invitation by its link: what it is for, and accepting it with an account there is or a new one. */
import { Anchor, Button, TextInput } from '@mantine/core';
import { invitationCalls } from '@sluice/api/invitations';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { PageLoading } from '../../app/page-states.tsx';
import { useConnection, useWrite } from '../../connection/api.tsx';
import { call } from '../../connection/call.ts';
import { fieldProblems } from '../../connection/field-problems.ts';
import { problemsOf, Refusal } from '../../connection/refusal.ts';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { When } from '../../ui/when.tsx';
import { Door } from './door.tsx';
import { NewPassword } from './new-password.tsx';
import { useGoOn } from './use-go-on.ts';

const ROLES = { viewer: 'to look on', editor: 'to edit', owner: 'as an owner' } as const;

export const InvitationPage = () => {
  const { token = '' } = useSearch({ from: '/invitation' });
  const connection = useConnection();
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => {
      const outcome = await call(connection, invitationCalls.look, { body: { token } });
      if (!outcome.ok) throw new Refusal(outcome.problems);
      return outcome.value.body;
    },
  });
  if (invitation.isError) {
    return (
      <Door title="Invitation">
        <Notice problems={problemsOf(invitation.error)} />
      </Door>
    );
  }
  if (!invitation.data) return <PageLoading />;
  const { workspace, email, role, invitedBy, expiresAt, hasAccount } = invitation.data;
  return (
    <Door
      title={`Join ${workspace}`}
      lead={
        <>
          {invitedBy} invites {email} {ROLES[role]}. The link is good until <When at={expiresAt} />.
        </>
      }
    >
      <Accept token={token} email={email} hasAccount={hasAccount} />
    </Door>
  );
};

const FIELDS = ['name', 'password'];

const Accept = ({
  token,
  email,
  hasAccount,
}: {
  readonly token: string;
  readonly email: string;
  readonly hasAccount: boolean;
}) => {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useWrite(invitationCalls.accept);
  const goOn = useGoOn();
  const problems = fieldProblems(accept.error, FIELDS);
  const mustSignIn = problems.rest.some(({ code }) => code === 'sign-in-first' || code === 'other-account');
  const here = `/studio/invitation?token=${encodeURIComponent(token)}`;
  const send = () =>
    accept.mutate(
      { body: hasAccount ? { token } : { token, name, password } },
      { onSuccess: ({ body }) => goOn(`/studio/w/${body.joined}`) },
    );
  return (
    <Form onSubmit={send}>
      <Notice problems={problems.rest} />
      {mustSignIn && (
        <Anchor renderRoot={(props) => <Link to="/sign-in" search={{ next: here, email }} {...props} />}>
          Sign in as {email}
        </Anchor>
      )}
      {!hasAccount && (
        <>
          <TextInput
            label="Your name"
            autoComplete="name"
            value={name}
            error={problems.of('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput label="E-mail" value={email} readOnly autoComplete="username" />
          <NewPassword value={password} onChange={setPassword} problem={problems.of('password')} />
        </>
      )}
      <Button type="submit" variant="filled" fullWidth loading={accept.isPending}>
        {hasAccount ? 'Accept' : 'Make the account and join'}
      </Button>
    </Form>
  );
};
