/** Which shortcut a press of keys is, on whatever keyboard. */
import { SHORTCUTS, type Shortcut } from './shortcuts.ts';

/** What a browser tells of a key that goes down; a `KeyboardEvent` is one. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
};

/** In the order in which they stand in a chord: "mod+alt+shift+z". */
const MODIFIERS = ['mod', 'alt', 'shift'];

const chordOf = (keys: string): string => {
  const [key = '', ...held] = keys.toLowerCase().split('+').reverse();
  return [...MODIFIERS.filter((modifier) => held.includes(modifier)), key === '' ? '+' : key].join('+');
};

const byChord = new Map<string, Shortcut>(
  SHORTCUTS.flatMap((shortcut) => shortcut.keys.map((keys) => [chordOf(keys), shortcut] as const)),
);

/** Null when it is none. On a Mac ⌘ is what Ctrl is elsewhere, and Ctrl is nothing of ours. */
export const shortcutFor = (press: KeyPress, isMac: boolean): Shortcut | null => {
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const foreign = isMac ? press.ctrlKey : press.metaKey;
  if (foreign) return null;
  const key = keyOf(press);
  // Signs are typed with Shift on one keyboard and without it on another.
  const shift = press.shiftKey && !isSign(key);
  const holds: readonly boolean[] = [mod, press.altKey, shift];
  const held = MODIFIERS.filter((_, index) => holds[index]);
  return byChord.get([...held, key].join('+')) ?? null;
};

/** Letters by their place where the keyboard writes others there: Cyrillic, or a Mac's Alt. */
const keyOf = ({ key, code }: KeyPress): string => {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  return (letter !== undefined && !/^[ -~]/.test(key) ? letter : key).toLowerCase();
};

const isSign = (key: string): boolean => key.length === 1 && !/[a-z]/.test(key);
