/** Where a person writes: the right keyboard for what is asked, Enter sends, and no answer is judged here: the flow does that. */
import type { Awaiting } from '@sluice/platforms/website/protocol';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat.ts';
import { offered, type State } from '../store.ts';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';

const TALLEST_PX = 132;

/** Keyboards by kind. Numbers are text: a number field swallows what it does not understand. */
const FIELDS = {
  email: { type: 'email', inputMode: 'email', autoComplete: 'email' },
  phone: { type: 'tel', inputMode: 'tel', autoComplete: 'tel' },
  url: { type: 'url', inputMode: 'url', autoComplete: 'url' },
  number: { type: 'text', inputMode: 'decimal', autoComplete: 'off' },
  date: { type: 'date' },
  time: { type: 'time' },
} as const;

const fieldOf = (asked: Awaiting) =>
  asked?.type === 'input' && asked.kind in FIELDS ? FIELDS[asked.kind as keyof typeof FIELDS] : undefined; // just looked up

const range = (awaiting: Awaiting) => {
  if (awaiting?.type !== 'input' || (awaiting.kind !== 'date' && awaiting.kind !== 'time')) return {};
  const { min, max } = awaiting;
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
};

const hint = (awaiting: Awaiting): string => {
  if (awaiting?.type === 'choice' || (awaiting?.type === 'input' && awaiting.kind === 'rating'))
    return words.orWriteHere;
  return (awaiting?.type === 'input' && awaiting.placeholder) || words.writeHere;
};

/** @param draft what is written but not sent; outlives the closed panel */
export const Composer = ({ state, chat, draft }: { state: State; chat: Chat; draft: RefObject<string> }) => {
  const [text, setText] = useState(draft.current ?? '');
  const area = useRef<HTMLTextAreaElement>(null);
  const awaiting = offered(state);
  // While an answer is on its way the field stays what it was, and with it the keyboard of a phone.
  const asked = state.status === 'waiting' ? state.awaiting : null;
  const field = fieldOf(asked);
  const write = (value: string) => {
    draft.current = value;
    setText(value);
  };
  const send = () => {
    const said = text.trim();
    if (!said || state.id === null) return;
    write('');
    chat.send({ text: said }, said);
  };
  useLayoutEffect(() => {
    const { current } = area;
    if (!current) return;
    current.style.height = 'auto'; // through the object model: a strict CSP of the page allows it
    current.style.height = `${Math.min(current.scrollHeight, TALLEST_PX)}px`;
  }, [text, field]);

  const shared = {
    class: 'field',
    'data-main': '',
    value: text,
    'aria-label': words.message,
    placeholder: hint(awaiting ?? asked),
    enterKeyHint: 'send',
    onInput: (event: { currentTarget: { value: string } }) => write(event.currentTarget.value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      send();
    },
  } as const;
  const label = asked?.type === 'input' ? asked.button : undefined;
  return (
    <form
      class="composer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {field ? (
        <input {...shared} {...field} {...range(asked)} />
      ) : (
        <textarea {...shared} ref={area} rows={1} dir={text ? 'auto' : undefined} />
      )}
      <button
        type="submit"
        class={label ? 'send worded' : 'send'}
        aria-label={label ?? words.send}
        disabled={text.trim() === ''}
      >
        {label ?? <Icon name="send" />}
      </button>
    </form>
  );
};
