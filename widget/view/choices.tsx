/** What can be answered with one press: choices, several choices, a rating. */
import type { Awaiting, ChoiceItem } from '@sluice/platforms/website/protocol';
import { useState } from 'preact/hooks';
import type { Chat } from '../chat.ts';
import { words } from '../words.ts';
import { Picture } from './rich.tsx';

type Choice = Extract<Awaiting, { type: 'choice' }>;
type Input = Extract<Awaiting, { type: 'input' }>;

const Face = ({ item }: { item: ChoiceItem }) => (
  <>
    {item.image && <Picture url={item.image} alt="" />}
    <span class="label" dir="auto">
      {item.label}
      {item.description && <small>{item.description}</small>}
    </span>
  </>
);

const Single = ({ choice, chat }: { choice: Choice; chat: Chat }) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid everywhere
  <div class={`choices ${choice.display}`} role="group" aria-label={words.choices}>
    {choice.items.map((item) => (
      <button type="button" key={item.id} onClick={() => chat.send({ choice: item.id }, item.label)}>
        <Face item={item} />
      </button>
    ))}
  </div>
);

const Several = ({ choice, chat }: { choice: Choice; chat: Chat }) => {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = choice.items.filter((item) => picked.has(item.id));
  const toggle = (id: string) =>
    setPicked((old) => new Set(old.has(id) ? [...old].filter((other) => other !== id) : [...old, id]));
  const send = () =>
    chat.send({ choices: chosen.map((item) => item.id) }, chosen.map((item) => item.label).join(', '));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid everywhere
    <div class={`choices several ${choice.display}`} role="group" aria-label={words.choices}>
      {choice.items.map((item) => (
        <label key={item.id}>
          <input type="checkbox" checked={picked.has(item.id)} onChange={() => toggle(item.id)} />
          <Face item={item} />
        </label>
      ))}
      <button type="button" class="go" disabled={chosen.length === 0} onClick={send}>
        {words.send}
      </button>
    </div>
  );
};

const Rating = ({ input, chat }: { input: Input; chat: Chat }) => {
  const least = Number(input.min ?? 1);
  const count = Math.min(20, Number(input.max ?? 5) - least + 1);
  /** Arrow keys walk, Enter or Space takes: a press is the answer, so walking must not choose. */
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const here = event.target;
    if (!step || !(here instanceof HTMLElement)) return;
    event.preventDefault();
    const turned = getComputedStyle(here).direction === 'rtl' && event.key.length > 9 ? -step : step;
    const next = turned > 0 ? here.nextElementSibling : here.previousElementSibling;
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <div class="rating" role="radiogroup" aria-label={words.rating} onKeyDown={walk}>
      {Array.from({ length: count }, (_, index) => String(least + index)).map((value, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio is chosen by walking; here a press answers
        <button
          type="button"
          role="radio"
          aria-checked="false"
          key={value}
          tabIndex={index === 0 ? 0 : -1}
          onClick={() => chat.send({ text: value }, value)}
        >
          {value}
        </button>
      ))}
    </div>
  );
};

export const Offer = ({ awaiting, chat }: { awaiting: Awaiting; chat: Chat }) => {
  if (awaiting?.type === 'choice') {
    return awaiting.multiple ? (
      <Several choice={awaiting} chat={chat} />
    ) : (
      <Single choice={awaiting} chat={chat} />
    );
  }
  if (awaiting?.type !== 'input') return null;
  return (
    <>
      {awaiting.kind === 'rating' && <Rating input={awaiting} chat={chat} />}
      {!awaiting.required && (
        <div class="choices">
          <button type="button" class="skip" onClick={() => chat.send({ text: '' }, words.skipped)}>
            {words.skip}
          </button>
        </div>
      )}
    </>
  );
};
