/** The first account, by the one-time link that `npm start` prints. */
import { Button, TextInput } from '@mantine/core';
import { accountCalls } from '@sluice/api/accounts';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { PageLoading } from '../../app/page-states.tsx';
import { useRead, useWrite } from '../../connection/api.tsx';
import { fieldProblems } from '../../connection/field-problems.ts';
import { problemsOf } from '../../connection/refusal.ts';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Door } from './door.tsx';
import { NewPassword } from './new-password.tsx';
import { useGoOn } from './use-go-on.ts';

export const SetupPage = () => {
  const { token = '' } = useSearch({ from: '/setup' });
  const state = useRead(
    accountCalls.setupState,
    { query: { token } },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  if (state.isError)
    return (
      <Door title="Welcome to Sluice">
        <Notice problems={problemsOf(state.error)} />
      </Door>
    );
  if (!state.data) return <PageLoading />;
  const { needed, valid } = state.data.body;
  if (!needed) {
    return (
      <Door title="Sluice is set up" lead="The first account was made already.">
        <Button variant="filled" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
          Sign in
        </Button>
      </Door>
    );
  }
  if (!valid) {
    return (
      <Door
        title="This link is no longer good"
        lead="Sluice prints a new one each time it starts. Use the newest."
      />
    );
  }
  return <FirstAccount token={token} />;
};

const NOTHING = { name: '', email: '', password: '', workspace: '' };

const FirstAccount = ({ token }: { readonly token: string }) => {
  const [given, setGiven] = useState(NOTHING);
  const setUp = useWrite(accountCalls.setup);
  const goOn = useGoOn();
  const problems = fieldProblems(setUp.error, Object.keys(NOTHING));
  const field = (name: keyof typeof NOTHING) => ({
    value: given[name],
    error: problems.of(name),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setGiven({ ...given, [name]: event.currentTarget.value }),
  });
  const send = () => setUp.mutate({ body: { token, ...given } }, { onSuccess: () => goOn() });
  return (
    <Door
      title="Welcome to Sluice"
      lead="Make your account. It owns this Sluice; colleagues are invited later."
    >
      <Form onSubmit={send}>
        <Notice problems={problems.rest} />
        <TextInput label="Your name" autoComplete="name" autoFocus {...field('name')} />
        <TextInput label="E-mail" type="email" autoComplete="username" {...field('email')} />
        <NewPassword
          value={given.password}
          problem={problems.of('password')}
          onChange={(password) => setGiven({ ...given, password })}
        />
        <TextInput
          label="Name of the workspace"
          description="Usually your company or team."
          autoComplete="organization"
          {...field('workspace')}
        />
        <Button type="submit" variant="filled" fullWidth loading={setUp.isPending}>
          Make the account
        </Button>
      </Form>
    </Door>
  );
};
