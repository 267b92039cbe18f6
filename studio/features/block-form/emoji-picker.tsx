/** Finds an emoji by a word and picks it: type, move with the arrows, Enter. */
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { EMOJI } from './emoji.ts';
import classes from './emoji-picker.module.css';

const COLUMNS = 8;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: COLUMNS,
  ArrowUp: -COLUMNS,
};

export const EmojiPicker = ({ pick }: { readonly pick: (emoji: string) => void }) => {
  const [search, setSearch] = useState('');
  const grid = useRef<HTMLDivElement>(null);
  const wanted = search.trim().toLowerCase();
  const found = EMOJI.filter(({ words }) => words.includes(wanted));
  const focus = (index: number) => {
    const buttons = grid.current?.querySelectorAll('button') ?? [];
    buttons[Math.max(0, Math.min(buttons.length - 1, index))]?.focus();
  };
  const move = (event: KeyboardEvent, index: number) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    focus(index + step);
  };
  return (
    <div className={classes.picker}>
      <TextInput
        data-autofocus
        aria-label="Search emoji"
        placeholder="Search"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key === 'Enter' && first) pick(first.sign);
          else if (event.key === 'ArrowDown') focus(0);
          else return;
          event.preventDefault();
        }}
      />
      <div className={classes.grid} ref={grid}>
        {found.map(({ sign, words }, index) => (
          <button
            key={sign}
            type="button"
            className={classes.emoji}
            aria-label={words}
            tabIndex={index === 0 ? 0 : -1}
            onClick={() => pick(sign)}
            onKeyDown={(event) => move(event, index)}
          >
            {sign}
          </button>
        ))}
      </div>
      {found.length === 0 && <p className="muted small">No emoji for “{search}”.</p>}
    </div>
  );
};
