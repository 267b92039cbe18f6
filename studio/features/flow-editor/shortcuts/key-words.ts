/** Shortcuts as people read them on their own keyboard, and as screen readers are told. */
import { type ShortcutAction, shortcutOf } from './shortcuts.ts';

/** The keys of this machine; also where there is no browser. */
export const onMac = (): boolean =>
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform ?? '');

const NAMES: { readonly [key: string]: string } = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
  '-': '−',
};
const MAC_NAMES: { readonly [key: string]: string } = {
  ...NAMES,
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Delete: '⌫',
};

const partsOf = (action: ShortcutAction): readonly string[] => {
  const [keys] = shortcutOf(action).keys;
  return keys === '+' ? ['+'] : keys.split('+');
};

/** One text for each key: ["Ctrl", "Z"], on a Mac ["⌘", "Z"]. */
export const keysOf = (action: ShortcutAction, isMac = onMac()): readonly string[] =>
  partsOf(action).map((part) => (isMac ? MAC_NAMES : NAMES)[part] ?? part);

/** For a tooltip: "Undo (Ctrl Z)". */
export const withKeys = (words: string, action: ShortcutAction, isMac = onMac()): string =>
  `${words} (${keysOf(action, isMac).join(' ')})`;

/** For `aria-keyshortcuts`: "Control+Z". */
export const ariaKeys = (action: ShortcutAction, isMac = onMac()): string =>
  partsOf(action)
    .map((part) => (part === 'Mod' ? (isMac ? 'Meta' : 'Control') : part === '+' ? 'Plus' : part))
    .join('+');
