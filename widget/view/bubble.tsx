/** The round button in the page's corner; whoever points at it or reaches it by keyboard reads the greeting beside it. */
import type { Chat } from '../chat.ts';
import type { State } from '../store.ts';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';

export const Bubble = ({ state, chat }: { state: State; chat: Chat }) => {
  const { title, greeting } = state.bot;
  const closed = state.unread ? words.openChatUnread(title) : words.openChat(title);
  return (
    <>
      <button
        type="button"
        class="corner"
        aria-label={state.open ? words.closeChat : closed}
        aria-expanded={state.open}
        aria-describedby={state.open ? undefined : 'tip'}
        onClick={() => (state.open ? chat.close() : chat.open())}
      >
        <Icon name={state.open ? 'down' : 'chat'} size={26} />
        {state.unread && <span class="unread" />}
      </button>
      {!state.open && greeting && (
        <p class="tip" id="tip" dir="auto">
          {greeting}
        </p>
      )}
    </>
  );
};
