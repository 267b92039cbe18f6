import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import type { BlockFaces } from '@sluice/core/face/face';
import { describe, expect, it } from 'vitest';
import { choice, flowOf, message } from './fakes.ts';
import { blocksToAdd, entriesOf } from './search-entries.ts';
import type { Entry, Kind } from './search-index.ts';

const known = { library: blockLibrary, faces: blockFaces };
const flow = flowOf(
  {
    welcome: [message('hello', 'Hi **{{first_name}}**!\nWhat is it?'), choice('pick', 'Broken', 'Other')],
    ask: [{ id: 'number', type: 'input', kind: 'text', variable: 'order_number' }],
  },
  {
    variables: [
      { id: 'v1', name: 'first_name', type: 'text' },
      { id: 'v2', name: 'order_number', title: 'Your order', type: 'text' },
      { id: 'v3', name: 'unused', type: 'text' },
    ],
  },
);
const of = (kind: Kind, entries: readonly Entry[]) =>
  entries.filter((entry) => entry.kind === kind).map(({ id, title, note }) => [id, title, note]);

describe('the entries of a flow', () => {
  const entries = entriesOf(flow, known);

  it('know a block by what its face says, and where it is', () => {
    expect(of('block', entries)).toEqual([
      ['hello', 'Hi First name! What is it?', 'Message in WELCOME'],
      ['pick', 'Choice · Broken · Other', 'Choice in WELCOME'],
      ['number', expect.stringContaining('Your order'), 'Input in ASK'],
    ]);
  });

  it('know a group by its title', () => {
    expect(of('group', entries)).toEqual([
      ['welcome', 'WELCOME', '2 blocks'],
      ['ask', 'ASK', '1 block'],
    ]);
  });

  it('say of a variable where it is used, and let its blocks be found by it', () => {
    expect(of('variable', entries)).toEqual([
      ['v1', 'First name', 'Variable in 1 block'],
      ['v2', 'Your order', 'Variable in 1 block'],
      ['v3', 'Unused', 'Variable, not used'],
    ]);
    expect(entries.find(({ id }) => id === 'number')?.words).toContain('order_number');
  });

  it('know a block whose settings do not fit by its type', () => {
    const broken = flowOf({
      g: [
        { id: 'b', type: 'message', markdown: 7 },
        { id: 'c', type: 'gone' },
      ],
    });
    expect(of('block', entriesOf(broken, known))).toEqual([
      ['b', 'Message', 'Message in G'],
      ['c', 'gone', 'gone in G'],
    ]);
  });
});

describe('reading a flow again', () => {
  /** The real faces, counting how often one is asked for its rows. */
  const counting = () => {
    let count = 0;
    const faces: BlockFaces = new Map(
      [...blockFaces].map(([type, face]) => [
        type,
        {
          ...face,
          rows: (settings, names) => {
            count += 1;
            return face.rows(settings, names);
          },
        },
      ]),
    );
    const read = (document: typeof flow): number => {
      count = 0;
      entriesOf(document, { library: blockLibrary, faces });
      return count;
    };
    return read;
  };
  const fresh = flowOf({ a: [message('1'), message('2')], b: [message('3')] });

  it('reads only the blocks that were edited', () => {
    const read = counting();
    expect(read(fresh)).toBe(3);
    expect(read(fresh)).toBe(0);
    const edited = {
      ...fresh,
      groups: fresh.groups.map((group) =>
        group.id === 'b' ? { ...group, blocks: [message('3', 'new')] } : group,
      ),
    };
    expect(read(edited)).toBe(1);
  });

  it('reads them all when something is called otherwise', () => {
    const read = counting();
    const renamed = {
      ...fresh,
      groups: fresh.groups.map((group) => (group.id === 'b' ? { ...group, title: 'Else' } : group)),
    };
    expect(read(renamed)).toBe(3);
  });
});

describe('blocks to add', () => {
  const entries = blocksToAdd(known);

  it('are all types that people add by hand', () => {
    const titles = entries.map(({ title }) => title);
    expect(titles).toContain('Add a block: Message');
    expect(titles).not.toContain('Add a block: Not supported');
    expect(entries).toHaveLength(blockFaces.size - 1);
  });

  it('are found by other words for them', () => {
    expect(entries.find(({ id }) => id === 'handoff')?.words).toContain('human');
  });
});
