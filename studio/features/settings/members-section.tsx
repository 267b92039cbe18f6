/** Who works here, with which role. */
import { Button, Modal, Select } from '@mantine/core';
import { memberCalls } from '@sluice/api/members';
import { useState } from 'react';
import { useRead, useWrite } from '../../connection/api.tsx';
import type { Out } from '../../connection/call.ts';
import { problemsOf } from '../../connection/refusal.ts';
import { useRole } from '../../connection/session.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { DialogFoot } from '../../ui/dialog-foot.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import { When } from '../../ui/when.tsx';
import { ROLES, roleOf } from './roles.ts';
import { Row, Rows, Section } from './section.tsx';

type Member = Out<(typeof memberCalls)['list']['answer']>['items'][number];

export const MembersSection = () => {
  const members = useRead(memberCalls.list, { query: { limit: 100 } });
  const isOwner = useRole() === 'owner';
  const change = useWrite(memberCalls.changeRole);
  const reset = useWrite(memberCalls.resetLink);
  const [leaving, setLeaving] = useState<Member | null>(null);
  return (
    <Section
      id="members"
      title="Members"
      lead="Viewers look on; editors change flows and deployments; owners also keys and members."
    >
      <Notice problems={members.isError ? problemsOf(members.error) : []} />
      <Notice problems={change.isError ? problemsOf(change.error) : []} />
      <Notice problems={reset.isError ? problemsOf(reset.error) : []} />
      {reset.data && (
        <CopyField
          label="Link for a new password, good once, for an hour"
          value={new URL(reset.data.body.link, window.location.origin).href}
        />
      )}
      <Rows>
        {members.data?.body.items.map((member) => (
          <Row
            key={member.id}
            title={member.you ? `${member.name} (you)` : member.name}
            behind={
              <>
                {member.email} · since <When at={member.joinedAt} />
              </>
            }
          >
            <Select
              aria-label={`Role of ${member.name}`}
              w={120}
              data={ROLES}
              value={member.role}
              allowDeselect={false}
              disabled={!isOwner}
              onChange={(role) => change.mutate({ params: { id: member.id }, body: { role: roleOf(role) } })}
            />
            {isOwner && !member.you && (
              <Button variant="subtle" onClick={() => reset.mutate({ params: { id: member.id }, body: {} })}>
                Password link
              </Button>
            )}
            {(isOwner || member.you) && (
              <Button variant="subtle" color="danger" onClick={() => setLeaving(member)}>
                {member.you ? 'Leave' : 'Remove'}
              </Button>
            )}
          </Row>
        ))}
      </Rows>
      {leaving && <RemoveDialog member={leaving} close={() => setLeaving(null)} />}
    </Section>
  );
};

const RemoveDialog = ({ member, close }: { readonly member: Member; readonly close: () => void }) => {
  const remove = useWrite(memberCalls.remove);
  const send = () =>
    remove.mutate(
      { params: { id: member.id } },
      {
        onSuccess: () => {
          if (member.you) return window.location.assign('/studio/');
          close();
          tell(`${member.name} is no longer a member.`);
        },
      },
    );
  return (
    <Modal opened onClose={close} title={member.you ? 'Leave this workspace?' : `Remove ${member.name}?`}>
      <Form onSubmit={send}>
        <p>
          {member.you ? 'You see' : `${member.name} sees`} nothing of this workspace from now on. What{' '}
          {member.you ? 'you' : 'they'} made stays.
        </p>
        <Notice problems={remove.isError ? problemsOf(remove.error) : []} />
        <DialogFoot close={close}>
          <Button type="submit" variant="filled" color="danger" loading={remove.isPending}>
            {member.you ? 'Leave' : 'Remove'}
          </Button>
        </DialogFoot>
      </Form>
    </Modal>
  );
};
