/** Every version of a flow: who published it, what runs on it, and what can be done with it. */
import { Button, Menu } from '@mantine/core';
import { flowCalls } from '@sluice/api/flows';
import { versionCalls } from '@sluice/api/versions';
import { IconArrowLeft, IconDots } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { PageLoading } from '../../app/page-states.tsx';
import { useRead } from '../../connection/api.tsx';
import type { Out } from '../../connection/call.ts';
import { problemsOf } from '../../connection/refusal.ts';
import { spokenName } from '../../ui/author.ts';
import { ButtonLink, MenuItemLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { When } from '../../ui/when.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import classes from './versions-page.module.css';

export type ListedVersion = Out<(typeof versionCalls)['list']['answer']>['items'][number];

export const VersionsPage = () => {
  const { workspace, flow: flowId } = useParams({ from: '/w/$workspace/railed/flows/$flow/versions' });
  const flow = useRead(flowCalls.get, { params: { id: flowId } });
  const [pages, setPages] = useState(1);
  const versions = useRead(versionCalls.list, { params: { id: flowId }, query: { limit: 50 * pages } });
  const [restoring, setRestoring] = useState<ListedVersion | null>(null);
  const items = versions.data?.body.items;
  const params = { workspace, flow: flowId };
  return (
    <>
      <PageHead title={`Versions of ${flow.data?.body.name ?? 'the flow'}`}>
        <ButtonLink
          to="/w/$workspace/flows/$flow"
          params={params}
          leftSection={<IconArrowLeft size={16} stroke={1.75} />}
        >
          Back to the editor
        </ButtonLink>
      </PageHead>
      {versions.isError && (
        <Notice
          problems={problemsOf(versions.error)}
          action={<Button onClick={() => versions.refetch()}>Try again</Button>}
        />
      )}
      {versions.isPending && <PageLoading />}
      {items?.length === 0 && (
        <div className={classes.empty}>
          <h2>Nothing is published yet</h2>
          <p className="muted">
            Draw the flow, test it, then choose Publish. Each publish keeps the flow as it is at that moment,
            for good.
          </p>
        </div>
      )}
      <ol className={classes.list}>
        {items?.map((version, at) => (
          <li key={version.number} className={classes.version}>
            <span className={`${classes.number} mono`}>{version.label ?? `v${version.number}`}</span>
            <div className={classes.words}>
              <b>Version {version.number}</b>
              {version.note && <p>{version.note}</p>}
              <p className="muted small">
                Published <When at={version.publishedAt} /> by {spokenName(version.author)}
              </p>
            </div>
            <span className={classes.running}>
              {version.running === 0 ? (
                <span className="muted">none running</span>
              ) : (
                `${version.running} running`
              )}
            </span>
            <ButtonLink
              to="/w/$workspace/flows/$flow/versions/$number"
              params={{ ...params, number: `${version.number}` }}
            >
              Open
            </ButtonLink>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="subtle" aria-label={`More for version ${version.number}`}>
                  <IconDots size={16} stroke={1.75} />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {items[at + 1] !== undefined && (
                  <CompareItem {...params} from={items[at + 1]?.number} to={version.number} />
                )}
                <CompareItem {...params} from={version.number} to="draft" />
                <Menu.Item onClick={() => setRestoring(version)}>Restore into the draft…</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ol>
      {versions.data?.body.next && <Button onClick={() => setPages(pages + 1)}>Show more</Button>}
      {restoring && flow.data && (
        <RestoreDialog
          flowId={flowId}
          version={restoring}
          revision={flow.data.revision}
          close={() => setRestoring(null)}
        />
      )}
    </>
  );
};

const CompareItem = ({
  workspace,
  flow,
  from,
  to,
}: {
  readonly workspace: string;
  readonly flow: string;
  readonly from: number | undefined;
  readonly to: number | 'draft';
}) => (
  <MenuItemLink
    to="/w/$workspace/flows/$flow/compare"
    params={{ workspace, flow }}
    search={{ from: `${from}`, to: `${to}` }}
  >
    {to === 'draft' ? 'Compare with the draft' : `Compare with version ${from}`}
  </MenuItemLink>
);
