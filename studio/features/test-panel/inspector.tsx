/** Looks inside: what the variables hold, what the last turn asked of the world, and the turn as the core sees it. */
import type { Json } from '@sluice/core/json';
import { useEngine } from './engine-provider.tsx';
import classes from './inspector.module.css';
import type { TrialControls } from './use-trial.ts';

const shown = (value: Json): string =>
  value === null ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);

export const Inspector = ({ trial: { session } }: { readonly trial: TrialControls }) => {
  const { effectWords } = useEngine();
  const variables = Object.entries(session.variables);
  const last = session.turns.at(-1);
  const wishes = (last?.effects ?? []).flatMap((effect) => (effect.type === 'message' ? [] : [effect]));
  return (
    <div className={classes.inspector}>
      <h3>Variables</h3>
      {variables.length === 0 ? (
        <p className="muted">This flow has no variables.</p>
      ) : (
        <dl className={classes.values}>
          {variables.map(([name, value]) => (
            <div key={name}>
              <dt className="mono">{name}</dt>
              <dd className={value === null ? 'muted' : ''}>{shown(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      <h3>Effects of the last turn</h3>
      {wishes.length === 0 ? (
        <p className="muted">It only talked.</p>
      ) : (
        <ul className={classes.wishes}>
          {wishes.map((effect, at) => {
            const key = `${at}`;
            return <li key={key}>{effectWords(effect)}</li>;
          })}
        </ul>
      )}
      <details>
        <summary>The raw turn</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <pre className={classes.raw} tabIndex={0}>
          {JSON.stringify(
            last && {
              cue: last.cue,
              effects: last.effects,
              visited: last.visited,
              state: masked(last.state, session.variables),
            },
            null,
            2,
          )}
        </pre>
      </details>
    </div>
  );
};

/** The state with the conversation's own variables as the session shows them: secrets stay masked. */
const masked = (
  state: TrialControls['session']['state'],
  variables: TrialControls['session']['variables'],
): TrialControls['session']['state'] => ({
  ...state,
  frames: state.frames.map((frame, at) => (at === 0 ? { ...frame, variables } : frame)),
});
