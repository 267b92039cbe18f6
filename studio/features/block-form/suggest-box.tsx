/** A text field that offers what can be filled in as one types: arrows move, Enter takes, Escape closes. */
import { Popover } from '@mantine/core';
import {
  type ChangeEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  type SyntheticEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useForm } from './form-context.tsx';
import classes from './suggest-box.module.css';
import {
  type Asking,
  FILTERS,
  type FindAsking,
  FUNCTIONS,
  fitting,
  readable,
  type Suggestion,
  taken,
} from './suggestions.ts';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/** Spread over an input or a textarea. */
export type SuggestingProps = {
  readonly value: string;
  readonly 'aria-autocomplete': 'list';
  readonly 'aria-controls': string | undefined;
  readonly 'aria-activedescendant': string | undefined;
  onChange(event: ChangeEvent<TextElement>): void;
  onKeyDown(event: KeyboardEvent<TextElement>): void;
  onSelect(event: SyntheticEvent<TextElement>): void;
  onBlur(): void;
};

export type Suggesting = {
  readonly props: SuggestingProps;
  /** Puts the field into what the list hangs under. */
  around(input: ReactNode): ReactNode;
  /** Replaces the text and puts the caret there; `asks` opens the list at once. */
  put(text: string, caret: number, options?: { readonly asks?: boolean; readonly end?: number }): void;
};

export const useSuggesting = (
  element: RefObject<TextElement | null>,
  value: string,
  write: (text: string) => void,
  find: FindAsking,
): Suggesting => {
  const { flow, attributes } = useForm();
  const list = useId();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [active, setActive] = useState(0);
  const caretToBe = useRef<readonly [number, number] | null>(null);

  // A controlled field forgets its caret when its text comes from elsewhere.
  useLayoutEffect(() => {
    if (caretToBe.current === null) return;
    element.current?.focus();
    element.current?.setSelectionRange(...caretToBe.current);
    caretToBe.current = null;
  });

  const look = (text: string, caret: number) => {
    const found = find(text, caret);
    setAsking(found);
    setActive(0);
  };
  const offered = asking === null ? [] : fitting(offeredFor(asking, flow, attributes), asking.typed);
  const isOpen = asking !== null && offered.length > 0;
  const current = offered[Math.min(active, offered.length - 1)];

  const put: Suggesting['put'] = (text, caret, { asks = false, end = caret } = {}) => {
    caretToBe.current = [caret, end];
    write(text);
    if (asks) look(text, caret);
    else setAsking(null);
  };
  const take = (suggestion: Suggestion) => {
    const caret = element.current?.selectionStart ?? value.length;
    if (asking === null) return;
    const next = taken(value, caret, asking, suggestion);
    put(next.text, next.caret);
  };

  const onKeyDown = (event: KeyboardEvent<TextElement>) => {
    if (!isOpen) return;
    const last = offered.length - 1;
    if (event.key === 'ArrowDown') setActive(active >= last ? 0 : active + 1);
    else if (event.key === 'ArrowUp') setActive(active <= 0 ? last : active - 1);
    else if (event.key === 'Escape') setAsking(null);
    else if ((event.key === 'Enter' || event.key === 'Tab') && current) take(current);
    else return;
    event.preventDefault();
    // The panel around must not take the Escape that closes this list.
    event.stopPropagation();
  };

  const optionId = (index: number) => `${list}-${index}`;
  return {
    put,
    props: {
      value,
      'aria-autocomplete': 'list',
      'aria-controls': isOpen ? list : undefined,
      'aria-activedescendant': isOpen ? optionId(Math.min(active, offered.length - 1)) : undefined,
      onChange: (event) => {
        const { value: text, selectionStart } = event.currentTarget;
        write(text);
        look(text, selectionStart ?? text.length);
      },
      onKeyDown,
      onSelect: (event) => {
        // Moving the caret away closes the list; it never opens one.
        const { selectionStart } = event.currentTarget;
        if (asking !== null && find(value, selectionStart ?? 0)?.from !== asking.from) setAsking(null);
      },
      onBlur: () => setAsking(null),
    },
    around: (input) => (
      <Popover opened={isOpen} position="bottom-start" width="target" offset={4} trapFocus={false}>
        <Popover.Target>
          <div>{input}</div>
        </Popover.Target>
        <Popover.Dropdown
          className={classes.list ?? ''}
          id={list}
          role="listbox"
          aria-label="Can be filled in"
        >
          {offered.map((suggestion, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text; this is its active descendant
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text field takes the keys
            <div
              key={suggestion.insert}
              id={optionId(index)}
              role="option"
              aria-selected={suggestion === current}
              className={classes.option}
              ref={
                suggestion === current ? (option) => option?.scrollIntoView({ block: 'nearest' }) : undefined
              }
              // Before the field loses its focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(suggestion)}
            >
              <span className={classes.label}>{suggestion.label}</span>
              <span className={classes.note}>{suggestion.note}</span>
            </div>
          ))}
        </Popover.Dropdown>
      </Popover>
    ),
  };
};

const offeredFor = (
  { about }: Asking,
  flow: Parameters<typeof readable>[0],
  attributes: Parameters<typeof readable>[1],
): readonly Suggestion[] => {
  if (about === 'filter') return FILTERS;
  const values = readable(flow, attributes);
  return about === 'name' ? [...values, ...FUNCTIONS] : values;
};
