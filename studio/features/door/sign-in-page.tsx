/** Signing in, and going on where one wanted to go. */
import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { accountCalls } from '@sluice/api/accounts';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useRead, useWrite } from '../../connection/api.tsx';
import { fieldProblems } from '../../connection/field-problems.ts';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './door.module.css';
import { Door } from './door.tsx';
import { useGoOn } from './use-go-on.ts';

export const SignInPage = () => {
  const { next, email: given = '' } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState(given);
  const [password, setPassword] = useState('');
  const signIn = useWrite(accountCalls.signIn);
  const setup = useRead(accountCalls.setupState, { query: {} });
  const goOn = useGoOn();
  const problems = fieldProblems(signIn.error, ['email', 'password']);
  const send = () => signIn.mutate({ body: { email, password } }, { onSuccess: () => goOn(next) });

  if (setup.data?.body.needed) {
    return (
      <Door
        title="No account yet"
        lead="The first one is made with a one-time link. It stands where Sluice was started, below “Make your account with this link”."
      >
        <p className="muted">Whoever started Sluice has it. Starting Sluice again shows it again.</p>
      </Door>
    );
  }
  return (
    <Door title="Sign in">
      <Form onSubmit={send}>
        <Notice problems={problems.rest} />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          autoFocus={given === ''}
          value={email}
          error={problems.of('email')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          autoFocus={given !== ''}
          value={password}
          error={problems.of('password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div className={classes.foot}>
          <Anchor renderRoot={(props) => <Link to="/reset" {...props} />}>Forgot your password?</Anchor>
          <Button type="submit" variant="filled" loading={signIn.isPending}>
            Sign in
          </Button>
        </div>
      </Form>
    </Door>
  );
};
