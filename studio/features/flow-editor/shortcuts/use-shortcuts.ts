/** Keys that do something wherever one is in the editor, except where they belong to somebody else: a field, a dialog. */
import { useEffect, useRef } from 'react';
import { shortcutFor } from './key-press.ts';
import { onMac } from './key-words.ts';
import type { ShortcutAction } from './shortcuts.ts';

/** What is left out stays with the browser, and so does a press whose handler answers false. */
export type ShortcutHandlers = { readonly [action in ShortcutAction]?: (() => unknown) | undefined };

export const useShortcuts = (handlers: ShortcutHandlers): void => {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const shortcut = shortcutFor(event, onMac());
      const handle = shortcut && latest.current[shortcut.action];
      if (!handle || (event.repeat && !shortcut.repeats)) return;
      if (belongsElsewhere(event, shortcut)) return;
      if (handle() !== false) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
};

const FIELD = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
/** Fields that write nothing: a letter there is no text. */
const NO_TEXT =
  'input:is([type="checkbox"], [type="radio"], [type="button"], [type="range"], [type="color"])';
/** These move by arrows, and are pressed, opened or closed by keys of their own. */
const CONTROL =
  'button, a[href], summary, [role="tab"], [role="switch"], [role="slider"], [role="separator"]';
const LAYER = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const OWN_KEYS = /^(Enter|Arrow\w+|Delete|Backspace)$/;

const belongsElsewhere = (
  { target, key }: KeyboardEvent,
  { action, inFields = false }: { readonly action: ShortcutAction; readonly inFields?: boolean },
): boolean => {
  // What is under a dialog is out of reach, wherever the focus went.
  if (document.querySelector('[aria-modal="true"]')) return true;
  // Text that somebody marked is copied, not the block.
  if ((action === 'copy' || action === 'cut') && `${window.getSelection() ?? ''}` !== '') return true;
  if (!(target instanceof Element) || inFields) return false;
  if (target.closest(FIELD) && !target.matches(NO_TEXT)) return true;
  if (target.closest(LAYER)) return true;
  return OWN_KEYS.test(key) && (target.closest(CONTROL) !== null || target.matches(NO_TEXT));
};
