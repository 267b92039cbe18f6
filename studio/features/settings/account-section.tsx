/** Oneself: the name others see, and the password. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { accountCalls } from '@sluice/api/accounts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWrite } from '../../connection/api.tsx';
import { fieldProblems } from '../../connection/field-problems.ts';
import { useSession } from '../../connection/session.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import { NewPassword } from '../door/new-password.tsx';
import { Section } from './section.tsx';

export const AccountSection = () => (
  <Section id="account" title="My account">
    <Name />
    <Password />
  </Section>
);

const Name = () => {
  const { account } = useSession();
  const [name, setName] = useState(account.name);
  const rename = useWrite(accountCalls.rename);
  const queries = useQueryClient();
  const problems = fieldProblems(rename.error, ['name']);
  const save = () =>
    rename.mutate(
      { body: { name } },
      {
        onSuccess: () => {
          void queries.invalidateQueries();
          tell('Your name is saved.');
        },
      },
    );
  return (
    <Form onSubmit={save}>
      <Notice problems={problems.rest} />
      <TextInput
        label="Your name"
        description={account.email}
        value={name}
        error={problems.of('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" loading={rename.isPending}>
          Save your name
        </Button>
      </div>
    </Form>
  );
};

const Password = () => {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useWrite(accountCalls.changePassword);
  const problems = fieldProblems(change.error, ['current', 'password']);
  const save = () =>
    change.mutate(
      { body: { current, password } },
      {
        onSuccess: () => {
          setCurrent('');
          setPassword('');
          tell('Your password is changed. Other devices are signed out.');
        },
      },
    );
  return (
    <Form onSubmit={save}>
      <Notice problems={problems.rest} />
      <PasswordInput
        label="Current password"
        autoComplete="current-password"
        value={current}
        error={problems.of('current')}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <NewPassword
        label="New password"
        value={password}
        onChange={setPassword}
        problem={problems.of('password')}
      />
      <div>
        <Button type="submit" loading={change.isPending}>
          Change password
        </Button>
      </div>
    </Form>
  );
};
