/** The one table of the editor's shortcuts: the keys, the sheet and every tooltip read it. Pure data. */

/** "Mod" is Ctrl, or ⌘ on a Mac. The last part is a letter, a sign, or the name that browsers have for the key. */
type Keys = string;

export type ShortcutGroup = 'Change' | 'Move around' | 'Arrange' | 'The flow';

type Row = {
  /** The first is the one that people are told. */
  readonly keys: readonly [Keys, ...Keys[]];
  readonly words: string;
  readonly group: ShortcutGroup;
  /** Holding the keys down does it again and again. */
  readonly repeats?: true;
  /** Works while somebody writes in a field. */
  readonly inFields?: true;
};

const TABLE = {
  search: { keys: ['Mod+K'], words: 'Search for anything', group: 'Move around', inFields: true },
  open: { keys: ['Enter'], words: 'Open the settings of what is chosen', group: 'Move around' },
  up: { keys: ['ArrowUp'], words: 'The block above', group: 'Move around', repeats: true },
  down: { keys: ['ArrowDown'], words: 'The block below', group: 'Move around', repeats: true },
  left: { keys: ['ArrowLeft'], words: 'Back to where it comes from', group: 'Move around', repeats: true },
  right: { keys: ['ArrowRight'], words: 'On to where it leads', group: 'Move around', repeats: true },
  nextProblem: {
    keys: ['F8'],
    words: 'The next problem',
    group: 'Move around',
    repeats: true,
    inFields: true,
  },
  fit: { keys: ['1'], words: 'Show the whole flow', group: 'Move around' },
  zoomIn: { keys: ['+', '='], words: 'Closer', group: 'Move around', repeats: true },
  zoomOut: { keys: ['-'], words: 'Further away', group: 'Move around', repeats: true },

  add: { keys: ['/'], words: 'Add a block', group: 'Change' },
  undo: { keys: ['Mod+Z'], words: 'Undo', group: 'Change', repeats: true },
  redo: { keys: ['Mod+Shift+Z', 'Mod+Y'], words: 'Redo', group: 'Change', repeats: true },
  copy: { keys: ['Mod+C'], words: 'Copy', group: 'Change' },
  cut: { keys: ['Mod+X'], words: 'Cut', group: 'Change' },
  paste: { keys: ['Mod+V'], words: 'Paste', group: 'Change' },
  duplicate: { keys: ['Mod+D'], words: 'Duplicate', group: 'Change' },
  remove: { keys: ['Delete', 'Backspace'], words: 'Delete', group: 'Change' },
  selectAll: { keys: ['Mod+A'], words: 'Choose everything', group: 'Change' },

  tidy: { keys: ['L'], words: 'Tidy up', group: 'Arrange' },
  alignLeft: { keys: ['Alt+Shift+L'], words: 'Align left', group: 'Arrange' },
  alignCentre: { keys: ['Alt+Shift+C'], words: 'Align centres', group: 'Arrange' },
  alignRight: { keys: ['Alt+Shift+R'], words: 'Align right', group: 'Arrange' },
  alignTop: { keys: ['Alt+Shift+T'], words: 'Align tops', group: 'Arrange' },
  alignMiddle: { keys: ['Alt+Shift+M'], words: 'Align middles', group: 'Arrange' },
  alignBottom: { keys: ['Alt+Shift+B'], words: 'Align bottoms', group: 'Arrange' },
  distributeAcross: { keys: ['Alt+Shift+H'], words: 'Space evenly across', group: 'Arrange' },
  distributeDown: { keys: ['Alt+Shift+V'], words: 'Space evenly down', group: 'Arrange' },
  nudgeUp: { keys: ['Shift+ArrowUp'], words: 'Move up', group: 'Arrange', repeats: true },
  nudgeDown: { keys: ['Shift+ArrowDown'], words: 'Move down', group: 'Arrange', repeats: true },
  nudgeLeft: { keys: ['Shift+ArrowLeft'], words: 'Move left', group: 'Arrange', repeats: true },
  nudgeRight: { keys: ['Shift+ArrowRight'], words: 'Move right', group: 'Arrange', repeats: true },

  test: { keys: ['T'], words: 'Test', group: 'The flow' },
  publish: { keys: ['Mod+Enter'], words: 'Publish', group: 'The flow' },
  comment: { keys: ['C'], words: 'Comment', group: 'The flow' },
  help: { keys: ['?'], words: 'This list', group: 'The flow' },
} as const satisfies { readonly [action: string]: Row };

export type ShortcutAction = keyof typeof TABLE;
export type Shortcut = Row & { readonly action: ShortcutAction };

export const GROUPS: readonly ShortcutGroup[] = ['Move around', 'Change', 'Arrange', 'The flow'];

/** In the order in which the sheet shows them. */
export const SHORTCUTS: readonly Shortcut[] = Object.entries<Row>(TABLE).map(([action, row]) => ({
  ...row,
  // The keys of TABLE are the actions.
  action: action as ShortcutAction,
}));

export const shortcutOf = (action: ShortcutAction): Row => TABLE[action];
