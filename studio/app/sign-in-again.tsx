/** The session is over while somebody works: a dialog over the page, which keeps all that is on it. */
import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { accountCalls } from '@sluice/api/accounts';
import { useEffect, useState } from 'react';
import { useConnection, useWrite } from '../connection/api.tsx';
import { call } from '../connection/call.ts';
import { problemsOf } from '../connection/refusal.ts';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';

/** Above every other dialog: whatever was open meanwhile is kept beneath. */
const ABOVE_ALL = 500;

export const SignInAgain = ({
  email,
  done,
}: {
  readonly email: string;
  readonly done: (signedIn: boolean) => void;
}) => {
  const connection = useConnection();
  const [password, setPassword] = useState('');
  const signIn = useWrite(accountCalls.signIn);
  useEffect(() => {
    // Signed in again in another tab, perhaps: the cookie is the same.
    const look = async (): Promise<void> => {
      const outcome = await call(connection, accountCalls.session, {});
      if (outcome.ok && outcome.value.body.account.email === email) done(true);
    };
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [connection, email, done]);
  const send = () => signIn.mutate({ body: { email, password } }, { onSuccess: () => done(true) });
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      zIndex={ABOVE_ALL}
      title="Sign in again"
    >
      <Form onSubmit={send}>
        <p className="muted">
          You were signed out. Everything on this page is kept, and sent once you are back.
        </p>
        {signIn.isError && <Notice problems={problemsOf(signIn.error)} />}
        <TextInput label="E-mail" type="email" autoComplete="username" value={email} readOnly />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          data-autofocus
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div className="row">
          <Button variant="subtle" component="a" href="/studio/sign-in">
            Leave this page
          </Button>
          <Button className="push" type="submit" variant="filled" loading={signIn.isPending}>
            Sign in
          </Button>
        </div>
      </Form>
    </Modal>
  );
};
