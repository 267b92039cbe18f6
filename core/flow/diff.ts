/** What changed between two flow documents, field by field, in words that people see on the canvas. */
import { type Json, own } from '../json.ts';
import { canonicalJson } from './canonical.ts';
import type { Block, FlowDocument } from './document.ts';

export type FieldChange = {
  /** A dotted path into the thing ("items.0.label"). */
  readonly field: string;
  /** null where there was, or is, nothing. */
  readonly before: Json;
  readonly after: Json;
};

export type Change = {
  readonly of: 'flow' | 'group' | 'block' | 'edge' | 'variable' | 'trigger';
  readonly id: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Empty for what was added or removed. */
  readonly fields: readonly FieldChange[];
};

/**
 * The changes from `before` to `after`: flow first, then groups, blocks, edges, variables, triggers; in each, the
 * order of `after`, then what was removed. Where a group stands on the canvas is no difference. The default of a
 * secret variable is never shown.
 */
export const diffDocuments = (before: FlowDocument, after: FlowDocument): readonly Change[] => {
  const flow = fieldsOf('', flowFields(before), flowFields(after));
  return [
    ...(flow.length > 0 ? [{ of: 'flow', id: '', change: 'changed', fields: flow } as const] : []),
    ...compare('group', groupsOf(before, after), groupsOf(after, before)),
    ...compare('block', blocksOf(before), blocksOf(after)),
    ...compare('edge', byId(before.edges), byId(after.edges)),
    ...compare('variable', variablesOf(before), variablesOf(after)),
    ...compare('trigger', byId(before.triggers), byId(after.triggers)),
  ];
};

type Things = ReadonlyMap<string, object>;

const flowFields = ({ name, start, settings }: FlowDocument): object => ({ name, start, settings });

const byId = (things: readonly { readonly id: string }[]): Things =>
  new Map(things.map((each) => [each.id, each]));

/** A group's own fields: its title, and the order of the blocks that it has in both documents. */
const groupsOf = (document: FlowDocument, other: FlowDocument): Things => {
  const home = new Map(
    other.groups.flatMap((group) => group.blocks.map((block) => [block.id, group.id] as const)),
  );
  return new Map(
    document.groups.map(({ id, title, blocks }) => {
      const stayed = blocks.filter((block) => home.get(block.id) === id);
      return [id, { title, order: stayed.map((block) => block.id).join(', ') }];
    }),
  );
};

const blocksOf = (document: FlowDocument): Things =>
  new Map(
    document.groups.flatMap((group) =>
      group.blocks.map((block): [string, object] => [
        block.id,
        { ...block, group: group.id } satisfies Block,
      ]),
    ),
  );

const MASK = '•••';

/** A secret's default is compared by content and shown as dots; two different secrets still differ. */
const variablesOf = (document: FlowDocument): Things =>
  new Map(
    document.variables.map((variable) => [
      variable.id,
      variable.secret && variable.default !== undefined
        ? { ...variable, default: new Secret(canonicalJson(variable.default)) }
        : variable,
    ]),
  );

class Secret {
  readonly #content: string;
  constructor(content: string) {
    this.#content = content;
  }
  equals(other: unknown): boolean {
    return other instanceof Secret && other.#content === this.#content;
  }
}

const compare = (of: Change['of'], before: Things, after: Things): readonly Change[] => {
  const changes: Change[] = [];
  for (const [id, now] of after) {
    const then = before.get(id);
    if (!then) {
      changes.push({ of, id, change: 'added', fields: [] });
      continue;
    }
    const fields = fieldsOf('', then, now);
    if (fields.length > 0) changes.push({ of, id, change: 'changed', fields });
  }
  for (const id of before.keys()) if (!after.has(id)) changes.push({ of, id, change: 'removed', fields: [] });
  return changes;
};

/** The innermost fields that differ; lists are opened when they have the same length, else they differ whole. */
const fieldsOf = (field: string, before: unknown, after: unknown): readonly FieldChange[] => {
  if (before instanceof Secret || after instanceof Secret) {
    const isSame = before instanceof Secret && before.equals(after);
    return isSame ? [] : [{ field, before: shown(before), after: shown(after) }];
  }
  if (isOpen(before) && isOpen(after) && canOpen(before, after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) =>
      fieldsOf(field === '' ? key : `${field}.${key}`, own(before, key), own(after, key)),
    );
  }
  const isSame = canonicalJson(before) === canonicalJson(after);
  return isSame ? [] : [{ field, before: shown(before), after: shown(after) }];
};

const isOpen = (value: unknown): value is object => typeof value === 'object' && value !== null;

const canOpen = (before: object, after: object): boolean =>
  Array.isArray(before) === Array.isArray(after) &&
  (!Array.isArray(before) || Object.keys(before).length === Object.keys(after).length);

const shown = (value: unknown): Json => (value instanceof Secret ? MASK : ((value ?? null) as Json)); // parts of a document are JSON
