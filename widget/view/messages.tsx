/** The log: who said what and when, in groups, with a way to send again what was lost. */
import type { Chat } from '../chat.ts';
import type { Entry, State } from '../store.ts';
import { clockTime, initials, type Row, rows } from '../timeline.ts';
import { words } from '../words.ts';
import { MediaView } from './media.tsx';
import { Rich } from './rich.tsx';

const Said = ({ entry }: { entry: Entry }) => {
  if (entry.type === 'media') {
    return <div class="media">{entry.media && <MediaView media={entry.media} />}</div>;
  }
  return (
    <div class="bubble" dir="auto">
      {entry.content ? <Rich content={entry.content} /> : <p class="plain">{entry.markdown}</p>}
    </div>
  );
};

const Delivery = ({ entry, chat }: { entry: Entry; chat: Chat }) => {
  const delivery = entry.own?.delivery;
  if (delivery !== 'lost' && delivery !== 'refused') return null;
  return (
    <div class="meta lost">
      {words.notSent}{' '}
      {delivery === 'lost' && (
        <button type="button" onClick={() => chat.retry(entry.id)}>
          {words.tryAgain}
        </button>
      )}
    </div>
  );
};

const Voice = ({ entry, title }: { entry: Entry; title: string }) => {
  const who = { bot: title, person: words.you, human: entry.author ?? words.someone }[entry.from];
  return <span class="heard">{words.says(who)}</span>;
};

const Message = ({ row, chat }: { row: Row & { type: 'entry' }; chat: Chat }) => {
  const { entry, first, last } = row;
  const author = entry.author ?? words.someone;
  return (
    <div class={`row ${entry.from}${first ? ' first' : ''}${entry.own ? ' new' : ''}`}>
      <Voice entry={entry} title={chat.state().bot.title} />
      {entry.from === 'human' && (
        <span class="face" aria-hidden="true">
          {initials(author)}
        </span>
      )}
      <Said entry={entry} />
      {entry.from === 'human' && last && <div class="meta">{words.signed(author, clockTime(entry.at))}</div>}
      <Delivery entry={entry} chat={chat} />
    </div>
  );
};

export const Messages = ({ state, chat }: { state: State; chat: Chat }) => (
  <div
    class="log"
    role="log"
    aria-live="polite"
    aria-label={words.messages}
    aria-busy={state.phase === 'opening'}
  >
    {rows(state.entries, state.bot.title, Date.now()).map((row) =>
      row.type === 'line' ? (
        <div class="line" key={row.key}>
          {row.says}
        </div>
      ) : (
        <Message row={row} chat={chat} key={row.key} />
      ),
    )}
  </div>
);
