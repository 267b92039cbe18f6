/** Every kind of block there is, by family, found by typing: for "/", a double click, and connections that end nowhere. */
import { TextInput } from '@mantine/core';
import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import type { Family } from '@sluice/core/interpreter/block';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { FamilyIcon } from '../../../canvas/family-icon.tsx';
import classes from './block-list.module.css';

const FAMILIES: readonly { readonly family: Family; readonly title: string }[] = [
  { family: 'say', title: 'Say' },
  { family: 'ask', title: 'Ask' },
  { family: 'logic', title: 'Decide' },
  { family: 'call', title: 'Change and call' },
  { family: 'end', title: 'End' },
];

type Kind = {
  readonly type: string;
  readonly title: string;
  readonly family: Family;
  readonly says: string;
  readonly search: string;
};

/** What stands for an import is never added by hand. */
const KINDS: readonly Kind[] = FAMILIES.flatMap(({ family }) =>
  [...blockLibrary.values()]
    .filter((definition) => definition.family === family)
    .map(({ type, title }) => {
      const face = blockFaces.get(type);
      const says = face?.says ?? '';
      return {
        type,
        title,
        family,
        says,
        search: [title, says, ...(face?.words ?? [])].join(' ').toLowerCase(),
      };
    }),
);

export const BlockList = ({
  onPick,
  close,
}: {
  readonly onPick: (type: string) => void;
  readonly close: () => void;
}) => {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const found = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return KINDS.filter(({ search }) => words.every((word) => search.includes(word)));
  }, [text]);
  const chosen = found[Math.min(at, found.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return close();
    if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen) onPick(chosen.type);
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || found.length === 0) return;
    event.preventDefault();
    setAt((now) => (Math.min(now, found.length - 1) + step + found.length) % found.length);
  };
  return (
    <div className={classes.list}>
      <TextInput
        autoFocus
        data-autofocus
        placeholder="Find a block"
        aria-label="Find a block"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={chosen && `${id}-${chosen.type}`}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label="Blocks" className={classes.kinds}>
        {found.map((kind, index) => (
          <div key={kind.type} role="presentation">
            {(index === 0 || found[index - 1]?.family !== kind.family) && (
              <p className={`muted small ${classes.family}`}>
                {FAMILIES.find(({ family }) => family === kind.family)?.title}
              </p>
            )}
            <button
              type="button"
              role="option"
              id={`${id}-${kind.type}`}
              aria-selected={kind === chosen}
              tabIndex={-1}
              className={classes.kind}
              draggable
              onDragStart={(event) => event.dataTransfer.setData(NEW_BLOCK, kind.type)}
              onClick={() => onPick(kind.type)}
              onMouseMove={() => setAt(index)}
            >
              <FamilyIcon family={kind.family} />
              <span>
                {kind.title}
                <span className="muted small"> {kind.says}</span>
              </span>
            </button>
          </div>
        ))}
        {found.length === 0 && <p className={`muted ${classes.family}`}>No block does “{text}”.</p>}
      </div>
    </div>
  );
};

/** What a drag from the list carries: the type of a new block. */
export const NEW_BLOCK = 'application/sluice-block';
