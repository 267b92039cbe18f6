/** The open chat: a dialog with its head, the transcript and a foot, that stays at the newest message. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat.ts';
import { isAnswering, offered, type State } from '../store.ts';
import { words } from '../words.ts';
import { Offer } from './choices.tsx';
import { Foot } from './foot.tsx';
import { Header } from './header.tsx';
import { Messages } from './messages.tsx';
import { Link, parts } from './rich.tsx';

const NEAR_PX = 80;

/** Keeps the end in sight while it was in sight: also when pictures, choices or a keyboard change the room. */
const useStayAtEnd = (written: number) => {
  const box = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  const top = useRef(0);
  const toEnd = () => {
    const { current } = box;
    if (current) current.scrollTop = current.scrollHeight;
  };
  useLayoutEffect(() => {
    near.current = true; // what one writes oneself is always shown
    toEnd();
  }, [written]);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current?.firstElementChild) return;
    const watch = new ResizeObserver(() => near.current && toEnd());
    watch.observe(current);
    watch.observe(current.firstElementChild);
    return () => watch.disconnect();
  }, []);
  const onScroll = () => {
    const { current } = box;
    if (!current) return;
    const isNear = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_PX;
    // A picture that loads also leaves the end behind, but only a person moves upwards.
    if (isNear || current.scrollTop < top.current) near.current = isNear;
    top.current = current.scrollTop;
  };
  return { box, onScroll };
};

const Confirm = ({ onYes, onNo }: { onYes: () => void; onNo: () => void }) => {
  const calm = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => calm.current?.focus(), []);
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation(); // takes back the question only, not the panel
    onNo();
  };
  return (
    <div class="veil">
      <div
        class="ask"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="ask"
        aria-describedby="why"
        onKeyDown={keys}
      >
        <h3 id="ask">{words.startOverAsk}</h3>
        <p id="why">{words.startOverWhy}</p>
        <div class="pair">
          <button type="button" ref={calm} onClick={onNo}>
            {words.goOn}
          </button>
          <button type="button" class="go" onClick={onYes}>
            {words.startOver}
          </button>
        </div>
      </div>
    </div>
  );
};

/** @param settle puts the focus back where one writes */
export const Panel = ({ state, chat, draft, isWhole, settle }: PanelProps) => {
  const [isAsking, setAsking] = useState(false);
  const { box, onScroll } = useStayAtEnd(state.entries.filter((entry) => entry.own).length);
  const { redirect } = state;
  const answer = (yes: boolean) => {
    setAsking(false);
    if (yes) chat.startOver();
    settle();
  };
  return (
    <div
      class="panel"
      role="dialog"
      aria-label={words.chatWith(state.bot.title)}
      aria-modal={isWhole}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && !event.isComposing && chat.close()}
    >
      <div class="inner" inert={isAsking}>
        <Header state={state} chat={chat} onStartOver={() => setAsking(true)} />
        <div class="scroll" ref={box} onScroll={onScroll} tabIndex={-1}>
          <div class="list">
            <Messages state={state} chat={chat} />
            {isAnswering(state) && (
              <div class="row bot first" role="img" aria-label={words.writing}>
                <div class="bubble dots">
                  <i />
                  <i />
                  <i />
                </div>
              </div>
            )}
            {redirect?.newTab && (
              <div class="choices">
                <Link url={redirect.url}>{words.goesTo(parts(redirect.url)?.host ?? '')}</Link>
              </div>
            )}
            <Offer awaiting={offered(state)} chat={chat} />
          </div>
        </div>
        <Foot state={state} chat={chat} draft={draft} />
        <p class="by">{words.runsOn}</p>
      </div>
      {isAsking && <Confirm onYes={() => answer(true)} onNo={() => answer(false)} />}
    </div>
  );
};

type PanelProps = {
  state: State;
  chat: Chat;
  draft: RefObject<string>;
  /** True when the panel fills the whole (small) screen. */
  isWhole: boolean;
  settle: () => void;
};
