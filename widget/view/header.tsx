/** The panel's head: whose chat it is, who answers, and the menu with Start over. */
import { useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat.ts';
import { isEnded, type State } from '../store.ts';
import { firstName } from '../timeline.ts';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';

const answering = (state: State): string => {
  if (state.status !== 'handed-off') return words.answersAtOnce;
  const heard = state.entries.findLast((entry) => entry.from !== 'person');
  return heard?.from === 'human' ? words.answersNow(firstName(heard.author)) : words.teamAnswers;
};

export const Header = ({
  state,
  chat,
  onStartOver,
}: {
  state: State;
  chat: Chat;
  onStartOver: () => void;
}) => {
  const [isMenu, setMenu] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { title } = state.bot;
  const canStartOver = state.phase === 'talking' && !isEnded(state);
  const shut = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isMenu) return;
    event.stopPropagation(); // closes the menu only, not the panel
    setMenu(false);
    opener.current?.focus();
  };
  const leave = (event: FocusEvent) => {
    const to = event.relatedTarget;
    if (event.currentTarget instanceof Node && to instanceof Node && !event.currentTarget.contains(to))
      setMenu(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its own buttons let pass
    <header onKeyDown={shut} onFocusOut={leave}>
      <span class="mark" aria-hidden="true">
        {[...title][0]?.toUpperCase()}
      </span>
      <div class="who">
        <h2>{title}</h2>
        <p>{answering(state)}</p>
      </div>
      {canStartOver && (
        <button
          type="button"
          ref={opener}
          aria-label={words.menu}
          aria-expanded={isMenu}
          onClick={() => setMenu(!isMenu)}
        >
          <Icon name="more" />
        </button>
      )}
      <button type="button" aria-label={words.close} onClick={() => chat.close()}>
        <Icon name="close" size={22} />
      </button>
      {isMenu && canStartOver && (
        <div class="menu">
          <button
            type="button"
            onClick={() => {
              setMenu(false);
              onStartOver();
            }}
          >
            <Icon name="restart" />
            {words.startOver}
          </button>
        </div>
      )}
    </header>
  );
};
