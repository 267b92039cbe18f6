/** The flows that changed last. */
import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../connection/session.tsx';
import { VersionChip } from '../../ui/version-chip.tsx';
import { When } from '../../ui/when.tsx';
import type { Home } from './home-page.tsx';
import classes from './recent-flows.module.css';

type Flow = Home['flows'][number];

/** What happened last: published, or only saved. */
const Latest = ({ flow }: { readonly flow: Flow }) => {
  const isPublished = flow.publishedAt !== null && flow.publishedAt >= flow.draftSavedAt;
  return isPublished ? (
    <>
      Published <When at={flow.publishedAt ?? ''} />
      {flow.publishedBy !== null && ` by ${flow.publishedBy}`}
    </>
  ) : (
    <>
      Draft saved <When at={flow.draftSavedAt} />
      {flow.draftSavedBy !== null && ` by ${flow.draftSavedBy}`}
    </>
  );
};

const Reach = ({ flow: { live, latestVersion } }: { readonly flow: Flow }) =>
  live > 0 ? ` · live in ${live}` : latestVersion === null ? ' · not published' : ' · not deployed';

export const RecentFlows = ({ flows }: { readonly flows: readonly Flow[] }) => {
  const workspace = useWorkspace();
  return (
    <section>
      <h2 className={classes.title}>Flows</h2>
      <ul className={classes.list}>
        {flows.map((flow) => (
          <li key={flow.id} className={classes.row}>
            <div className={classes.words}>
              <Link
                to="/w/$workspace/flows/$flow"
                params={{ workspace: workspace.id, flow: flow.id }}
                className={classes.name ?? ''}
              >
                {flow.name}
              </Link>
              <p className="muted small">
                <Latest flow={flow} />
                <Reach flow={flow} />
              </p>
            </div>
            <VersionChip number={flow.latestVersion} label={flow.latestLabel} />
          </li>
        ))}
      </ul>
    </section>
  );
};
