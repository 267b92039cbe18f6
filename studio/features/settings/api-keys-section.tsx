/** Keys for scripts: shown once when they are made, revoked at once. */
import { Button, Select, TextInput } from '@mantine/core';
import { apiKeyCalls } from '@sluice/api/api-keys';
import { useState } from 'react';
import { useRead, useWrite } from '../../connection/api.tsx';
import { fieldProblems } from '../../connection/field-problems.ts';
import { problemsOf } from '../../connection/refusal.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { When } from '../../ui/when.tsx';
import { type MemberRole, ROLES, roleOf } from './roles.ts';
import { Row, Rows, Section } from './section.tsx';

export const ApiKeysSection = () => {
  const keys = useRead(apiKeyCalls.list, { query: { limit: 100 } });
  const revoke = useWrite(apiKeyCalls.revoke);
  return (
    <Section id="api-keys" title="API keys" lead="For scripts and servers. What a key may do is its role.">
      <NewKey />
      <Notice problems={keys.isError ? problemsOf(keys.error) : []} />
      <Rows>
        {keys.data?.body.items.map(({ id, name, role, createdAt, lastUsedAt }) => (
          <Row
            key={id}
            title={name}
            behind={
              <>
                {ROLES.find(({ value }) => value === role)?.label} · made <When at={createdAt} /> ·{' '}
                {lastUsedAt === null ? (
                  'never used'
                ) : (
                  <>
                    last used <When at={lastUsedAt} />
                  </>
                )}
              </>
            }
          >
            <Button variant="subtle" color="danger" onClick={() => revoke.mutate({ params: { id } })}>
              Revoke
            </Button>
          </Row>
        ))}
      </Rows>
    </Section>
  );
};

const NewKey = () => {
  const [name, setName] = useState('');
  const [role, setRole] = useState<MemberRole>('editor');
  const create = useWrite(apiKeyCalls.create);
  const problems = fieldProblems(create.error, ['name']);
  const send = () => create.mutate({ body: { name, role } }, { onSuccess: () => setName('') });
  return (
    <Form onSubmit={send}>
      <Notice problems={problems.rest} />
      <div className="row">
        <TextInput
          style={{ flex: 1 }}
          label="Name of the key"
          placeholder="For the import script"
          value={name}
          error={problems.of('name')}
          onChange={(event) => setName(event.currentTarget.value)}
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
          Make a key
        </Button>
      </div>
      {create.data && (
        <CopyField
          label="The key. It is shown this once; keep it somewhere safe."
          value={create.data.body.key}
        />
      )}
    </Form>
  );
};
