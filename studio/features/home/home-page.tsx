/** The first page: what needs attention, what is live, how today goes, and the flows one worked on last. */
import { Button, Skeleton } from '@mantine/core';
import { homeCalls } from '@sluice/api/home';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useRead } from '../../connection/api.tsx';
import type { Out } from '../../connection/call.ts';
import { problemsOf } from '../../connection/refusal.ts';
import { Allowed } from '../../ui/allowed.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { NewFlowDialog } from '../flows/new-flow-dialog.tsx';
import { Templates } from '../flows/templates.tsx';
import { AttentionList } from './attention-list.tsx';
import classes from './home-page.module.css';
import { LiveList } from './live-list.tsx';
import { RecentFlows } from './recent-flows.tsx';
import { TodayCard } from './today-card.tsx';

export type Home = Out<(typeof homeCalls)['home']['answer']>;

/** "Monday, 9 March". */
const today = (): string => {
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options).format();
  return `${part({ weekday: 'long' })}, ${part({ day: 'numeric', month: 'long' })}`;
};
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const HomePage = () => {
  const home = useRead(homeCalls.home, { query: { timeZone: zone() } }, { refetchInterval: 30_000 });
  const [isMaking, setMaking] = useState(false);
  const known = home.data?.body;
  return (
    <>
      <PageHead title={today()}>
        <Allowed needs="editor">
          <Button
            variant="filled"
            leftSection={<IconPlus size={16} stroke={1.75} />}
            onClick={() => setMaking(true)}
          >
            New flow
          </Button>
        </Allowed>
      </PageHead>
      {home.isError && (
        <Notice
          problems={problemsOf(home.error)}
          action={<Button onClick={() => home.refetch()}>Try again</Button>}
        />
      )}
      {home.isPending && <Skeleton height={240} aria-busy="true" />}
      {known && known.flows.length === 0 && <FirstSteps />}
      {known && known.flows.length > 0 && (
        <div className={classes.columns}>
          <div>
            <AttentionList attention={known.attention} />
            <LiveList live={known.live} />
          </div>
          <div>
            <TodayCard today={known.today} />
            <RecentFlows flows={known.flows} />
          </div>
        </div>
      )}
      {isMaking && <NewFlowDialog close={() => setMaking(false)} />}
    </>
  );
};

/** An empty workspace: the way from nothing to a bot that real people meet. */
const FirstSteps = () => (
  <section className={classes.first}>
    <h2>Begin with a flow</h2>
    <ol className={classes.steps}>
      <li>
        <b>Draw it.</b> Begin with a template or an empty canvas.
      </li>
      <li>
        <b>Test it</b> beside the canvas, as anybody you like, and keep what must stay true as tests.
      </li>
      <li>
        <b>Publish it.</b> Each version is kept for good; a conversation ends on the version it began with.
      </li>
    </ol>
    <Templates />
  </section>
);
