/** The panel's foot: the composer, or the calm sentence that stands in its place. */
import type { RefObject } from 'preact';
import type { Chat } from '../chat.ts';
import { isEnded, type State } from '../store.ts';
import { words } from '../words.ts';
import { Composer } from './composer.tsx';

const Notice = ({ says, offer, act }: { says: string; offer?: string; act?: () => void }) => (
  <div class="notice" role="status">
    <p>{says}</p>
    {offer && (
      <button type="button" class="go" data-main onClick={act}>
        {offer}
      </button>
    )}
  </div>
);

export const Foot = ({ state, chat, draft }: { state: State; chat: Chat; draft: RefObject<string> }) => {
  const { phase, status } = state;
  if (phase === 'unreachable')
    return <Notice says={words.unreachable} offer={words.tryAgain} act={chat.again} />;
  if (phase === 'none') return <Notice says={words.nobody} />;
  if (isEnded(state)) {
    const says = status === 'failed' ? words.failed : words.ended;
    return <Notice says={says} offer={words.startNew} act={chat.again} />;
  }
  if (status === 'inactive') return <Notice says={words.inactive} />;
  return (
    <>
      {!state.online && (
        <p class="offline" role="status">
          {words.offline}
        </p>
      )}
      <Composer state={state} chat={chat} draft={draft} />
    </>
  );
};
