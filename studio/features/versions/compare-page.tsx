/** Two versions of a flow, or a version and the draft, side by side: the list of differences and where they are. */
import { Select } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { versionCalls } from '@sluice/api/versions';
import type { FlowDocument } from '@sluice/core/flow/document';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { PageLoading } from '../../app/page-states.tsx';
import { CanvasProvider } from '../../canvas/canvas-provider.tsx';
import { FlowCanvas } from '../../canvas/flow-canvas.tsx';
import { NO_MARKS } from '../../canvas/marks.ts';
import { placedOf, useCanvasView } from '../../canvas/use-canvas-view.ts';
import { useRead } from '../../connection/api.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type Difference, differencesBetween, summaryOf } from './difference.ts';
import { DifferenceList } from './difference-list.tsx';
import { naming } from './naming.ts';
import { DRAFT, useSide } from './use-side.ts';
import classes from './version-page.module.css';

const FROM = '/w/$workspace/flows/$flow/compare';

export const ComparePage = () => {
  const params = useParams({ from: FROM });
  const { from, to } = useSearch({ from: FROM });
  const [before, after] = [useSide(params.flow, from), useSide(params.flow, to)];
  useDocumentTitle('Compare versions · Sluice');
  return (
    <main className={classes.page}>
      <header className={`floating ${classes.bar}`}>
        <ButtonLink
          variant="subtle"
          to="/w/$workspace/flows/$flow/versions"
          params={params}
          leftSection={<IconArrowLeft size={16} stroke={1.75} />}
        >
          Versions
        </ButtonLink>
        <h1 className={classes.title}>Compare</h1>
        <Sides />
      </header>
      <div className={classes.notice}>
        <Notice problems={[...before.problems, ...after.problems]} />
      </div>
      {before.document && after.document ? (
        <CanvasProvider hasAside>
          <Compared before={before.document} after={after.document} />
        </CanvasProvider>
      ) : (
        <PageLoading />
      )}
    </main>
  );
};

const Sides = () => {
  const { flow } = useParams({ from: FROM });
  const { from, to } = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const versions = useRead(versionCalls.list, { params: { id: flow }, query: { limit: 100 } });
  const sides = [
    { value: DRAFT, label: 'Draft' },
    ...(versions.data?.body.items ?? []).map(({ number, label }) => ({
      value: `${number}`,
      label: label === null ? `Version ${number}` : `Version ${number}: ${label}`,
    })),
  ];
  const choose = (side: object) =>
    void navigate({ search: (search) => ({ ...search, ...side }), replace: true });
  return (
    <div className="row">
      <Select
        aria-label="From"
        data={sides}
        value={from}
        allowDeselect={false}
        onChange={(from) => choose({ from })}
      />
      <IconArrowRight size={16} stroke={1.75} aria-label="to" />
      <Select
        aria-label="To"
        data={sides}
        value={to}
        allowDeselect={false}
        onChange={(to) => choose({ to })}
      />
    </div>
  );
};

const Compared = ({ before, after }: { readonly before: FlowDocument; readonly after: FlowDocument }) => {
  const differences = useMemo(() => differencesBetween(before, after, naming), [before, after]);
  const marks = useMemo(() => marked(differences), [differences]);
  const view = useCanvasView();
  const show = ({ group, change }: Difference) => {
    const found = change === 'removed' ? undefined : after.groups.find(({ id }) => id === group);
    if (found) view.showGroup(placedOf(found, ROOM));
  };
  return (
    <>
      <FlowCanvas document={after} marks={marks} />
      <aside className={`floating ${classes.list}`} aria-label="Differences">
        <h2 className={classes.title}>{differences.length === 0 ? 'No difference' : 'What changed'}</h2>
        <p className={`muted ${classes.summary}`}>
          {differences.length === 0
            ? 'Groups that only moved on the canvas do not count.'
            : `${summaryOf(differences)}.`}
        </p>
        <DifferenceList differences={differences} onSelect={show} />
      </aside>
    </>
  );
};

/** The list leads to single groups; how high they are matters little. */
const ROOM = 480;

/** What was removed is not on the later canvas; the list names it. */
const marked = (differences: readonly Difference[]) => ({
  ...NO_MARKS,
  changes: new Map(
    differences.flatMap(({ key, change, group, block }) => {
      if (block !== null) return [[block, change] as const];
      return key.startsWith('group ') && group !== null ? [[group, change] as const] : [];
    }),
  ),
});
