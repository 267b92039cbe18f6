/** Ctrl-K: everything of the editor by its words: blocks, groups, variables, other flows, and what can be done. */
import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { flowCalls } from '@sluice/api/flows';
import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import type { FlowDocument } from '@sluice/core/flow/document';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { FamilyIcon } from '../../../canvas/family-icon.tsx';
import { useRead } from '../../../connection/api.tsx';
import { blocksToAdd, entriesOf } from '../../../editor/search-entries.ts';
import { type Entry, findIn, type Kind, keyOf, searchIndex } from '../../../editor/search-index.ts';
import { useOpenerFocus } from '../../../ui/opener-focus.ts';
import { keysOf } from '../shortcuts/key-words.ts';
import { Keys } from '../shortcuts/keys.tsx';
import type { ShortcutAction } from '../shortcuts/shortcuts.ts';
import classes from './search-dialog.module.css';

/** Something that can be done, by the words it is looked for. */
export type SearchAction = {
  readonly id: string;
  readonly label: string;
  readonly shortcut?: ShortcutAction;
  readonly run: () => void;
};

export type SearchTargets = {
  readonly onBlock: (id: string) => void;
  readonly onGroup: (id: string) => void;
  readonly onVariable: (id: string) => void;
  readonly onFlow: (id: string) => void;
  /** null where nothing may be changed. */
  readonly onAdd: ((type: string) => void) | null;
};

const TITLES: { readonly [kind in Kind]: string } = {
  action: 'Do',
  group: 'Groups',
  variable: 'Variables',
  block: 'Blocks',
  flow: 'Flows',
  add: 'Add a block',
};
const MOST = 6;
const WORLD = { library: blockLibrary, faces: blockFaces };

export const SearchDialog = ({
  flowId,
  document,
  actions,
  targets,
  close,
}: {
  readonly flowId: string;
  readonly document: FlowDocument;
  readonly actions: readonly SearchAction[];
  readonly targets: SearchTargets;
  readonly close: () => void;
}) => {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [q] = useDebouncedValue(text.trim(), 200);
  const id = useId();
  const giveBack = useOpenerFocus();
  const flows = useRead(flowCalls.list, { query: { limit: MOST, q } }, { enabled: q !== '' });
  const own = useMemo(() => {
    const doing = actions.map(
      ({ id: action, label }): Entry => ({
        kind: 'action',
        id: action,
        title: label,
        note: '',
        words: '',
        family: null,
      }),
    );
    const adding = targets.onAdd === null ? [] : blocksToAdd(WORLD);
    return [...doing, ...entriesOf(document, WORLD), ...adding];
  }, [actions, targets, document]);
  const index = useMemo(() => {
    const others = (flows.data?.body.items ?? []).filter((flow) => flow.id !== flowId);
    const found = others.map(
      ({ id: flow, name }): Entry => ({
        kind: 'flow',
        id: flow,
        title: name,
        note: 'Flow',
        words: '',
        family: null,
      }),
    );
    return searchIndex([...own, ...found]);
  }, [own, flows.data, flowId]);
  const sections = useMemo(
    () =>
      text.trim() === ''
        ? [{ kind: 'action' as const, entries: own.filter(({ kind }) => kind === 'action'), more: 0 }]
        : findIn(index, text, MOST),
    [index, own, text],
  );
  const entries = sections.flatMap((section) => section.entries);
  const chosen = entries[Math.min(at, entries.length - 1)];
  const dismiss = () => {
    close();
    giveBack();
  };
  const pick = (entry: Entry) => {
    dismiss();
    switch (entry.kind) {
      case 'action':
        return actions.find((action) => action.id === entry.id)?.run();
      case 'group':
        return targets.onGroup(entry.id);
      case 'variable':
        return targets.onVariable(entry.id);
      case 'block':
        return targets.onBlock(entry.id);
      case 'flow':
        return targets.onFlow(entry.id);
      case 'add':
        return targets.onAdd?.(entry.id);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      pick(chosen);
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || entries.length === 0) return;
    event.preventDefault();
    setAt((now) => (Math.min(now, entries.length - 1) + step + entries.length) % entries.length);
  };
  return (
    <Modal
      opened
      onClose={dismiss}
      withCloseButton={false}
      padding="sm"
      size={560}
      yOffset={96}
      centered={false}
      aria-label="Search"
    >
      <TextInput
        data-autofocus
        aria-label="Search the flow, or what can be done"
        placeholder="Blocks, groups, variables, flows, or what to do"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={chosen && `${id} ${keyOf(chosen)}`}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label="Found" className={classes.found}>
        {sections.map(({ kind, entries: shown, more }) => (
          <div key={kind} role="presentation">
            <p className={`muted small ${classes.kind}`}>{TITLES[kind]}</p>
            {shown.map((entry) => {
              const shortcut = actions.find(
                (action) => kind === 'action' && action.id === entry.id,
              )?.shortcut;
              return (
                <button
                  key={keyOf(entry)}
                  id={`${id} ${keyOf(entry)}`}
                  type="button"
                  role="option"
                  aria-selected={entry === chosen}
                  tabIndex={-1}
                  className={classes.entry}
                  onClick={() => pick(entry)}
                  onMouseMove={() => setAt(entries.indexOf(entry))}
                >
                  {entry.family && <FamilyIcon family={entry.family} />}
                  <span className={classes.title}>{entry.title}</span>
                  <span className="muted small">{entry.note}</span>
                  {shortcut && <Keys keys={keysOf(shortcut)} />}
                </button>
              );
            })}
            {more > 0 && <p className={`muted small ${classes.kind}`}>and {more} more</p>}
          </div>
        ))}
        {entries.length === 0 && (
          <p className={`muted ${classes.kind}`}>Nothing is called “{text.trim()}”.</p>
        )}
      </div>
    </Modal>
  );
};
