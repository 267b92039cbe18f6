/** Where one is signed in; every other place can be signed out. */
import { Button } from '@mantine/core';
import { accountCalls } from '@sluice/api/accounts';
import { useRead, useWrite } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { tell } from '../../ui/tell.tsx';
import { When } from '../../ui/when.tsx';
import { deviceName } from './device-name.ts';
import { Row, Rows, Section } from './section.tsx';

export const DevicesSection = () => {
  const devices = useRead(accountCalls.devices, {});
  const one = useWrite(accountCalls.signOutDevice);
  const others = useWrite(accountCalls.signOutOthers);
  const items = devices.data?.body.items ?? [];
  return (
    <Section id="devices" title="Where you are signed in">
      <Notice problems={devices.isError ? problemsOf(devices.error) : []} />
      <Rows>
        {items.map(({ id, device, createdAt, lastSeenAt, current }) => (
          <Row
            key={id}
            title={current ? `${deviceName(device)} (this one)` : deviceName(device)}
            behind={
              <>
                Signed in <When at={createdAt} />, last seen <When at={lastSeenAt} />
              </>
            }
          >
            {!current && (
              <Button variant="subtle" onClick={() => one.mutate({ params: { id } })}>
                Sign out
              </Button>
            )}
          </Row>
        ))}
      </Rows>
      {items.length > 1 && (
        <div>
          <Button
            onClick={() => others.mutate({}, { onSuccess: () => tell('Every other device is signed out.') })}
          >
            Sign out all others
          </Button>
        </div>
      )}
    </Section>
  );
};
