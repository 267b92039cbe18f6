/** A forgotten password: asking for a link, and setting a new password by it. */
import { Anchor, Button, TextInput } from '@mantine/core';
import { passwordResetCalls } from '@sluice/api/accounts';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useWrite } from '../../connection/api.tsx';
import { fieldProblems } from '../../connection/field-problems.ts';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import classes from './door.module.css';
import { Door } from './door.tsx';
import { NewPassword } from './new-password.tsx';

export const ResetPage = () => {
  const { token } = useSearch({ from: '/reset' });
  return token === undefined ? <AskForLink /> : <SetPassword token={token} />;
};

const AskForLink = () => {
  const [email, setEmail] = useState('');
  const ask = useWrite(passwordResetCalls.ask);
  const problems = fieldProblems(ask.error, ['email']);
  if (ask.isSuccess) {
    return ask.data.body.mail ? (
      <Door
        title="Look into your mail"
        lead={`If there is an account for ${email}, a link is on its way. It is good for an hour.`}
      >
        <ToSignIn />
      </Door>
    ) : (
      <Door
        title="Ask an owner"
        lead="This Sluice sends no e-mail. An owner of your workspace can make a link for you: Settings, Members, your name."
      >
        <ToSignIn />
      </Door>
    );
  }
  return (
    <Door title="Set a new password" lead="A link comes by e-mail.">
      <Form onSubmit={() => ask.mutate({ body: { email } })}>
        <Notice problems={problems.rest} />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          error={problems.of('email')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <div className={classes.foot}>
          <ToSignIn />
          <Button type="submit" variant="filled" loading={ask.isPending}>
            Send the link
          </Button>
        </div>
      </Form>
    </Door>
  );
};

const SetPassword = ({ token }: { readonly token: string }) => {
  const [password, setPassword] = useState('');
  const confirm = useWrite(passwordResetCalls.confirm);
  const navigate = useNavigate();
  const problems = fieldProblems(confirm.error, ['password']);
  const send = () =>
    confirm.mutate(
      { body: { token, password } },
      {
        onSuccess: ({ body: { email } }) => {
          tell('The password is changed. Sign in with it.');
          void navigate({ to: '/sign-in', search: { email } });
        },
      },
    );
  return (
    <Door title="Set a new password" lead="Every device is signed out; you sign in with the new password.">
      <Form onSubmit={send}>
        <Notice problems={problems.rest} />
        <NewPassword
          label="New password"
          value={password}
          onChange={setPassword}
          problem={problems.of('password')}
        />
        <Button type="submit" variant="filled" fullWidth loading={confirm.isPending}>
          Set the password
        </Button>
      </Form>
    </Door>
  );
};

const ToSignIn = () => <Anchor renderRoot={(props) => <Link to="/sign-in" {...props} />}>Sign in</Anchor>;
