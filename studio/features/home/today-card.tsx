/** Today's conversations and how they stand, as one bar and its legend. */
import { counted } from '../../ui/plural.ts';
import { whenWords } from '../../ui/when-words.ts';
import type { Home } from './home-page.tsx';
import classes from './today-card.module.css';

const number = new Intl.NumberFormat('en');

export const TodayCard = ({ today }: { readonly today: Home['today'] }) => {
  const { conversations, solved, handedOff, abandoned, running, failed } = today;
  const parts = [
    { key: 'solved', label: 'Solved by the bot', count: solved },
    { key: 'handed', label: 'Handed to the team', count: handedOff },
    { key: 'abandoned', label: 'Abandoned', count: abandoned },
    ...(failed > 0 ? [{ key: 'failed', label: 'Failed', count: failed }] : []),
    { key: 'running', label: 'Running', count: running },
  ];
  const share = (count: number): number => (conversations === 0 ? 0 : (count / conversations) * 100);
  return (
    <section className={`card ${classes.card}`}>
      <h3>{counted(conversations, 'conversation')} today</h3>
      <p className="muted">until {whenWords(Date.now(), { now: Date.now() })}</p>
      <div className={classes.bar} aria-hidden>
        {parts.slice(0, -1).map(({ key, count }) => (
          <i key={key} data-part={key} style={{ width: `${share(count)}%` }} />
        ))}
      </div>
      <dl className={classes.legend}>
        {parts.map(({ key, label, count }) => (
          <div key={key}>
            <dt>
              <i data-part={key} aria-hidden />
              {label}
            </dt>
            <dd>
              <b>{number.format(count)}</b>
              <span className="muted">{Math.round(share(count))}%</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
