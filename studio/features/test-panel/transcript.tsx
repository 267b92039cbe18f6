/** What was said so far, turn by turn, with what else the flow asked of the world in between. */
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Session, SessionTurn } from '@sluice/core/interpreter/session';
import { useEffect, useRef } from 'react';
import { Notice } from '../../ui/notice.tsx';
import { RichText } from '../../ui/rich-text.tsx';
import { useEngine } from './engine-provider.tsx';
import classes from './transcript.module.css';

const ENDINGS = {
  waiting: null,
  completed: 'The conversation ended.',
  'handed-off': 'A human takes over here.',
  failed: 'The conversation failed; in production it goes to a human.',
} as const;

export const Transcript = ({ session }: { readonly session: Session }) => {
  const bottom = useRef<HTMLDivElement>(null);
  const { turns, status, state, problems } = session;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new turn is scrolled to
  useEffect(() => {
    bottom.current?.scrollIntoView({ block: 'nearest' });
  }, [turns]);
  const ending = ENDINGS[status];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.transcript} aria-label="Conversation" aria-live="polite" tabIndex={0}>
      {turns.map((turn, at) => {
        const key = `${at}`;
        return <Turn key={key} turn={turn} />;
      })}
      {ending !== null && (
        <p className={classes.aside}>
          {ending}
          {state.outcome !== undefined && ` Outcome: ${state.outcome}.`}
        </p>
      )}
      <Notice problems={problems} />
      <div ref={bottom} />
    </section>
  );
};

const Turn = ({ turn }: { readonly turn: SessionTurn }) => (
  <>
    {turn.cue !== null && <Said cue={turn.cue} input={turn.input ?? ''} />}
    {turn.effects.map((effect, at) => {
      const key = `${at}`;
      return <Uttered key={key} effect={effect} />;
    })}
  </>
);

const Said = ({ cue, input }: { readonly cue: NonNullable<SessionTurn['cue']>; readonly input: string }) => {
  if (cue.type === 'elapsed') return <p className={classes.aside}>Nobody answered in time.</p>;
  if (cue.type === 'hand-back') return <p className={classes.aside}>The human gave it back.</p>;
  return <p className={classes.person}>{input === '' ? 'No answer' : input}</p>;
};

const Uttered = ({ effect }: { readonly effect: Effect }) => {
  const { asMarkdown, contentOf, effectWords } = useEngine();
  if (effect.type !== 'message') return <p className={classes.aside}>{effectWords(effect)}</p>;
  return (
    <div className={classes.bot}>
      <RichText content={contentOf(asMarkdown(effect.text))} />
    </div>
  );
};
