/** The deployments that people meet now, with how far each has come. */
import { GateBar } from '../../ui/gate-bar.tsx';
import type { Home } from './home-page.tsx';
import classes from './live-list.module.css';

const number = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

type Live = Home['live'][number];

/** Of the people drawn so far, the percentage that is in. */
const reachedOf = ({ in: inside, out }: Live): number =>
  inside + out === 0 ? 0 : (inside / (inside + out)) * 100;

export const LiveList = ({ live }: { readonly live: Home['live'] }) => (
  <section>
    <h2 className={classes.title}>Live now</h2>
    {live.length === 0 && (
      <p className={`muted ${classes.none}`}>No deployment is active, so nobody meets a bot.</p>
    )}
    <ul className={classes.list}>
      {live.map((deployment) => {
        const isDraining = deployment.status === 'winding-down';
        return (
          <li key={deployment.id} className={classes.row}>
            <div className={classes.name}>
              <b>{deployment.name}</b>
              <span className="muted small">
                {deployment.channelName} · {isDraining ? 'winding down' : deployment.flowName}
              </span>
            </div>
            <span className={classes.share}>
              {isDraining ? deployment.running : `${percent.format(deployment.share)}%`}
            </span>
            <GateBar
              reached={reachedOf(deployment)}
              gate={isDraining ? 0 : deployment.share}
              state={isDraining ? 'drain' : 'on'}
            />
            <span className={classes.count}>
              {number.format(isDraining ? deployment.running : deployment.today)}
              <span className="muted small">{isDraining ? 'still running' : 'today'}</span>
            </span>
          </li>
        );
      })}
    </ul>
  </section>
);
