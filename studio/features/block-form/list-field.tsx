/** Objects in an order: add, remove, and move by buttons or Alt and the arrows; Enter in a short one adds the next. */
import { Button } from '@mantine/core';
import { own } from '@sluice/core/json';
import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { FieldGroup } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import fieldClasses from './fields.module.css';
import { useForm, useProblems, useSetting } from './form-context.tsx';
import classes from './list-field.module.css';
import { ListItem } from './list-item.tsx';

/** Where the focus goes once the list has changed: to a control of an element, counted; null: the button that adds. */
type FocusNext = { readonly element: number; readonly control: number } | null;

const controlsOf = (element: Element | null | undefined): readonly HTMLElement[] => [
  ...(element?.querySelectorAll<HTMLElement>('input, select, textarea, button') ?? []),
];

const keyOf = (element: unknown, index: number): string => {
  const id = typeof element === 'object' && element !== null ? own(element, 'id') : undefined;
  return typeof id === 'string' ? id : `at ${index}`;
};

/** Keys that a field uses itself, to open or to move in its list. */
const keepsArrows = (target: EventTarget): boolean =>
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLElement && target.getAttribute('aria-haspopup') === 'listbox');

export const ListField = ({ field, path }: FieldProps<'list'>) => {
  const { value, set } = useSetting(path);
  const { newId, isReadOnly } = useForm();
  const problems = useProblems(path);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const adds = useRef<HTMLButtonElement>(null);
  const focusNext = useRef<FocusNext | undefined>(undefined);
  const elements: readonly unknown[] = Array.isArray(value) ? value : [];
  const { one, least = 0, most } = field;

  useLayoutEffect(() => {
    const next = focusNext.current;
    if (next === undefined) return;
    focusNext.current = undefined;
    const controls = next === null ? [] : controlsOf(list.current?.children[next.element]);
    const wanted = controls[next?.control ?? 0];
    // A button that moves is off at the ends: then the other one.
    const enabled = wanted?.matches(':disabled')
      ? controls.find((each) => each.dataset.moves !== undefined && !each.matches(':disabled'))
      : wanted;
    (enabled ?? adds.current)?.focus();
  });

  const change = (next: readonly unknown[], says: string, focus: FocusNext) => {
    focusNext.current = focus;
    setSaid(says);
    set(field.optional && next.length === 0 ? undefined : next);
  };
  const add = (index: number) => {
    if (elements.length < most)
      change(elements.toSpliced(index, 0, field.fresh(newId)), '', { element: index, control: 0 });
  };
  const remove = (index: number) => {
    const next = elements.toSpliced(index, 1);
    const focus = next.length === 0 ? null : { element: Math.min(index, next.length - 1), control: 0 };
    change(next, `The ${one} is removed.`, focus);
  };
  const move = (from: number, to: number) => {
    if (to < 0 || to >= elements.length) return;
    const { activeElement } = document;
    const control =
      activeElement instanceof HTMLElement
        ? controlsOf(list.current?.children[from]).indexOf(activeElement)
        : -1;
    const moved = elements.toSpliced(from, 1).toSpliced(to, 0, elements[from]);
    change(moved, `Now ${to + 1} of ${elements.length}.`, { element: to, control: Math.max(0, control) });
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (isReadOnly || !event.altKey || keepsArrows(event.target)) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(index, index + step);
  };

  return (
    <FieldGroup field={field} problems={problems}>
      <div className={fieldClasses.stack}>
        {elements.length > 0 && (
          <ol className={classes.list} ref={list}>
            {elements.map((element, index) => (
              <li
                key={keyOf(element, index)}
                className={classes.element}
                onKeyDown={(event) => onKeyDown(event, index)}
              >
                <ListItem
                  field={field}
                  path={`${path}.${index}`}
                  place={{ index, count: elements.length, least }}
                  move={(step) => move(index, index + step)}
                  remove={() => remove(index)}
                  next={() => add(index + 1)}
                />
              </li>
            ))}
          </ol>
        )}
        {!isReadOnly && (
          <Button
            ref={adds}
            className={fieldClasses.quiet}
            size="compact-sm"
            variant="subtle"
            color="link"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            disabled={elements.length >= most}
            onClick={() => add(elements.length)}
          >
            Add {/^[aeio]/.test(one) ? 'an' : 'a'} {one}
          </Button>
        )}
        <span className={classes.said} role="status">
          {said}
        </span>
      </div>
    </FieldGroup>
  );
};
