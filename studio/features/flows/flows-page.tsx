/** The flows of the workspace: find one, begin one, and everything one does with a whole flow. */
import { Button, Skeleton, TextInput } from '@mantine/core';
import { flowCalls } from '@sluice/api/flows';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useRead } from '../../connection/api.tsx';
import { problemsOf } from '../../connection/refusal.ts';
import { Allowed } from '../../ui/allowed.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { FlowRow } from './flow-row.tsx';
import classes from './flows-page.module.css';
import { ImportDialog } from './import-dialog.tsx';
import { NewFlowDialog } from './new-flow-dialog.tsx';
import { Templates } from './templates.tsx';

const FROM = '/w/$workspace/railed/flows';
const PAGE = 50;

export const FlowsPage = () => {
  const { q = '' } = useSearch({ from: FROM });
  const navigate = useNavigate();
  const [pages, setPages] = useState(1);
  const [dialog, setDialog] = useState<'new' | 'import' | null>(null);
  const flows = useRead(
    flowCalls.list,
    { query: { limit: Math.min(PAGE * pages, 200), ...(q === '' ? {} : { q }) } },
    { placeholderData: (before) => before },
  );
  const items = flows.data?.body.items;
  const search = (text: string) =>
    void navigate({ to: '.', search: text === '' ? {} : { q: text }, replace: true });
  return (
    <>
      <PageHead title="Flows">
        <Allowed needs="editor">
          <Button onClick={() => setDialog('import')}>Import</Button>
        </Allowed>
        <Allowed needs="editor">
          <Button
            variant="filled"
            leftSection={<IconPlus size={16} stroke={1.75} />}
            onClick={() => setDialog('new')}
          >
            New flow
          </Button>
        </Allowed>
      </PageHead>
      <TextInput
        className={classes.search ?? ''}
        aria-label="Search flows"
        placeholder="Search flows"
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        value={q}
        onChange={(event) => search(event.currentTarget.value)}
      />
      {flows.isError && (
        <Notice
          problems={problemsOf(flows.error)}
          action={<Button onClick={() => flows.refetch()}>Try again</Button>}
        />
      )}
      {flows.isPending && (
        <div aria-busy="true" className={classes.list}>
          {[1, 2, 3].map((row) => (
            <Skeleton key={row} height={56} my={8} />
          ))}
        </div>
      )}
      {items?.length === 0 && q !== '' && <p className="muted">No flow is called “{q}”.</p>}
      {items?.length === 0 && q === '' && (
        <section className={classes.empty}>
          <h2>Begin with a flow</h2>
          <p className="muted">
            A flow is what the bot says and asks. Draw it here, test it, then publish: nobody meets it before
            that.
          </p>
          <Templates />
        </section>
      )}
      {items && items.length > 0 && (
        <ul className={classes.list}>
          {items.map((flow) => (
            <FlowRow key={flow.id} flow={flow} />
          ))}
        </ul>
      )}
      {flows.data?.body.next && <Button onClick={() => setPages(pages + 1)}>Show more</Button>}
      {dialog === 'new' && <NewFlowDialog close={() => setDialog(null)} />}
      {dialog === 'import' && <ImportDialog close={() => setDialog(null)} />}
    </>
  );
};
