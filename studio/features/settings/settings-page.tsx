/** The workspace, who works in it, its keys, and one's own account: one page with a section for each. */
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { NewWorkspace } from '../../app/no-workspace.tsx';
import { useRole } from '../../connection/session.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { AccountSection } from './account-section.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { InvitationsSection } from './invitations-section.tsx';
import { MembersSection } from './members-section.tsx';
import classes from './settings-page.module.css';
import { WorkspaceSection } from './workspace-section.tsx';

export const SettingsPage = () => {
  const isOwner = useRole() === 'owner';
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <PageHead title="Settings">
        <Button onClick={() => setMaking(true)}>New workspace</Button>
      </PageHead>
      <div className={classes.sections}>
        <WorkspaceSection />
        <MembersSection />
        {isOwner && <InvitationsSection />}
        {isOwner && <ApiKeysSection />}
        <AccountSection />
        <DevicesSection />
      </div>
      {isMaking && (
        <Modal opened onClose={() => setMaking(false)} title="New workspace">
          <NewWorkspace />
        </Modal>
      )}
    </>
  );
};
