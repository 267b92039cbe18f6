import { describe, expect, it } from 'vitest';
import { copied, parseClipping } from './clipboard.ts';
import { addBlock, setBlock } from './commands/blocks.ts';
import { connect, disconnect } from './commands/edges.ts';
import { addTrigger, removeTrigger, renameFlow, setFlowSettings } from './commands/flow.ts';
import { addGroup, moveGroups, renameGroup, setStart } from './commands/groups.ts';
import { moveBlocks } from './commands/move-blocks.ts';
import { duplicate, paste } from './commands/paste.ts';
import { remove } from './commands/remove.ts';
import { addVariable, changeVariable, freeName, removeVariable, usesOf } from './commands/variables.ts';
import { choice, drawn, edited, fakeWorld, flowOf, jump, message, ways } from './fakes.ts';
import { selectBlocks, selectGroups } from './selection.ts';

const edge = (id: string, from: object, to: object) => ({ id, from, to }) as never; // shaped by each test

describe('adding', () => {
  it('a group at a position, with fresh blocks, connected to where it was dragged from', () => {
    const { document, label, selection } = edited(
      flowOf({ a: [choice('1', 'yes')] }),
      addGroup({
        position: { x: 10.4, y: 5 },
        blocks: [{ type: 'message' }],
        from: { block: '1', port: 'yes' },
      }),
    );
    expect(document.groups[1]).toEqual({
      id: 'n2',
      title: 'Group 2',
      position: { x: 10, y: 5 },
      blocks: [{ id: 'n1', type: 'message', markdown: '' }],
    });
    expect(ways(document)).toEqual(['1.yes → n2']);
    expect([label, selection?.blocks]).toEqual(['add Message', ['n1']]);
  });

  it('the first group makes it the start', () => {
    const { document } = edited(
      { ...flowOf({}), start: { group: 'gone' } },
      addGroup({ position: { x: 0, y: 0 } }),
    );
    expect(document.start).toEqual({ group: 'n1' });
  });

  it('a block at an index of a group', () => {
    const { document } = edited(
      flowOf({ a: [message('1'), message('2')] }),
      addBlock({ type: 'end', group: 'a', index: 1 }),
    );
    expect(drawn(document)).toBe('a: 1 n1 2');
  });

  it('nothing of a type that does not exist, or with settings that do not fit', () => {
    const flow = flowOf({ a: [] });
    expect(addBlock({ type: 'none', group: 'a' })(flow, fakeWorld())).toMatchObject({ ok: false });
    const wrong = addBlock({ type: 'message', settings: { markdown: 1 }, group: 'a' });
    expect(wrong(flow, fakeWorld())).toMatchObject({ ok: false, problems: [{ at: 'markdown' }] });
  });
});

describe('moving blocks', () => {
  const flow = flowOf(
    { a: [message('1'), message('2'), jump('3', 'b', '4')], b: [message('4')], c: [] },
    {
      edges: [
        edge('e', { block: '1' }, { group: 'b' }),
        edge('f', { block: '2' }, { group: 'b', block: '4' }),
      ],
    },
  );

  it.each([
    ['within a group', ['1'], { group: 'a', index: 3 }, 'a: 2 3 1 | b: 4 | c:'],
    ['up within a group', ['3'], { group: 'a', index: 0 }, 'a: 3 1 2 | b: 4 | c:'],
    [
      'into another group, in the order of the document',
      ['3', '1'],
      { group: 'b', index: 0 },
      'a: 2 | b: 1 3 4 | c:',
    ],
    ['at the end of a group', ['1'], { group: 'c' }, 'a: 2 3 | b: 4 | c: 1'],
    ['onto the canvas, as a group', ['2', '3'], { position: { x: 9, y: 9 } }, 'a: 1 | b: 4 | c: | n1: 2 3'],
    ['beyond the end', ['1'], { group: 'b', index: 99 }, 'a: 2 3 | b: 4 1 | c:'],
  ])('%s', (_, ids, target, after) => {
    expect(drawn(edited(flow, moveBlocks(ids, target)).document)).toBe(after);
  });

  it('takes along what leads to them, and a group that is emptied vanishes', () => {
    const { document } = edited(
      { ...flow, start: { group: 'b', block: '4' } },
      moveBlocks(['4'], { group: 'c' }),
    );
    expect(drawn(document)).toBe('a: 1 2 3 | c: 4');
    expect(ways(document)).toEqual(['1 → c/4', '2 → c/4']);
    expect(document.groups[0]?.blocks[2]).toEqual(jump('3', 'c', '4'));
    expect(document.start).toEqual({ group: 'c', block: '4' });
  });

  it('a whole group onto the canvas only moves the group', () => {
    const { document } = edited(flow, moveBlocks(['4'], { position: { x: 7, y: 8 } }));
    expect(document.groups[1]).toMatchObject({ id: 'b', title: 'B', position: { x: 7, y: 8 } });
  });

  it('to where they stand changes nothing', () => {
    expect(edited(flow, moveBlocks(['1'], { group: 'a', index: 0 })).document).toBe(flow);
    expect(edited(flow, moveBlocks(['1'], { group: 'a', index: 1 })).document).toBe(flow);
  });
});

describe('removing', () => {
  const flow = flowOf(
    { a: [choice('1', 'yes'), message('2')], b: [message('3'), message('4')] },
    {
      edges: [
        edge('e', { block: '1', port: 'yes' }, { group: 'b' }),
        edge('f', { block: '2' }, { group: 'b', block: '4' }),
        edge('g', { block: '4' }, { group: 'a' }),
        edge('h', { trigger: 't' }, { group: 'b' }),
      ],
      triggers: [{ id: 't', type: 'command', command: 'go' }],
    },
  );

  it('a block takes the edges from and to it along', () => {
    const { document, label } = edited(flow, remove(selectBlocks('4')));
    expect([drawn(document), ...ways(document)]).toEqual(['a: 1 2 | b: 3', '1.yes → b', '(t) → b']);
    expect(label).toBe('remove 1 block');
  });

  it('a group takes its blocks and their edges along, and the start finds another', () => {
    const { document, label } = edited(flow, remove(selectGroups('a')));
    expect([drawn(document), ...ways(document)]).toEqual(['b: 3 4', '(t) → b']);
    expect([document.start, label]).toEqual([{ group: 'b' }, 'remove “A”']);
  });

  it('the block a flow starts at leaves the start at the top of its group', () => {
    const { document } = edited({ ...flow, start: { group: 'a', block: '2' } }, remove(selectBlocks('2')));
    expect(document.start).toEqual({ group: 'a' });
  });

  it('only edges', () => {
    expect(ways(edited(flow, remove({ groups: [], blocks: [], edges: ['e', 'h'] })).document)).toEqual([
      '2 → b/4',
      '4 → a',
    ]);
  });
});

describe('connecting', () => {
  const flow = flowOf({ a: [choice('1', 'yes', 'no')], b: [message('2')] });

  it('replaces the edge that left there, which keeps its id', () => {
    const once = edited(flow, connect({ block: '1', port: 'yes' }, { group: 'b' })).document;
    const twice = edited(
      once,
      connect({ block: '1', port: 'yes' }, { group: 'b', block: '2' }),
      fakeWorld('m'),
    ).document;
    expect(twice.edges).toEqual([
      { id: 'n1', from: { block: '1', port: 'yes' }, to: { group: 'b', block: '2' } },
    ]);
  });

  it('writes the way after a block without a port', () => {
    expect(edited(flow, connect({ block: '2', port: '' }, { group: 'a' })).document.edges[0]?.from).toEqual({
      block: '2',
    });
  });

  it.each([
    ['a port that does not exist', { block: '1', port: 'maybe' }, { group: 'b' }],
    ['a block that does not exist', { block: '9' }, { group: 'b' }],
    ['a group that does not exist', { block: '1' }, { group: 'z' }],
    ['a block of another group', { block: '1' }, { group: 'a', block: '2' }],
    ['itself', { block: '2' }, { group: 'b', block: '2' }],
  ])('is refused for %s', (_, from, to) => {
    expect(connect(from, to)(flow, fakeWorld())).toMatchObject({ ok: false });
  });

  it('and disconnecting takes the edge away', () => {
    const { document } = edited(
      edited(flow, connect({ block: '2' }, { group: 'a' })).document,
      disconnect({ block: '2' }),
    );
    expect(document.edges).toEqual([]);
  });
});

describe('setting a block', () => {
  it('drops the edges of ways out that it no longer has, and no others', () => {
    const flow = flowOf(
      { a: [choice('1', 'yes', 'no')], b: [] },
      {
        edges: [
          edge('e', { block: '1', port: 'yes' }, { group: 'b' }),
          edge('f', { block: '1', port: 'no' }, { group: 'b' }),
          edge('g', { block: '1', port: 'never was' }, { group: 'b' }),
        ],
      },
    );
    const { document, label } = edited(flow, setBlock('1', { items: [{ id: 'no', label: 'No!' }] }));
    expect(ways(document)).toEqual(['1.no → b', '1.never was → b']);
    expect(label).toBe('edit Choice');
  });

  it('is refused, with the place, when the settings do not fit', () => {
    const outcome = setBlock('1', { markdown: 5 })(flowOf({ a: [message('1')] }), fakeWorld());
    expect(outcome).toMatchObject({ ok: false, problems: [{ at: 'markdown' }] });
  });

  it('to what it is changes nothing', () => {
    const flow = flowOf({ a: [message('1', 'x')] });
    expect(edited(flow, setBlock('1', { markdown: 'x' })).document).toBe(flow);
  });
});

describe('variables', () => {
  const flow = flowOf(
    { a: [message('1', 'Hi {{ name }}')] },
    { variables: [{ id: 'v', name: 'name', type: 'text', default: 'you' }] },
  );

  it('are renamed in every use', () => {
    const { document } = edited(flow, changeVariable('v', { name: 'first_name', title: 'First name' }));
    expect(document.groups[0]?.blocks[0]?.markdown).toBe('Hi {{ first_name }}');
    expect(document.variables[0]).toEqual({
      id: 'v',
      name: 'first_name',
      title: 'First name',
      type: 'text',
      default: 'you',
    });
  });

  it('lose a default that does not fit a new type', () => {
    expect(edited(flow, changeVariable('v', { type: 'number' })).document.variables[0]).toEqual({
      id: 'v',
      name: 'name',
      type: 'number',
    });
  });

  it.each(['name', 'person', '2nd', 'a b', ''])('cannot be called “%s” a second time, or at all', (name) => {
    expect(addVariable({ name, type: 'text' })(flow, fakeWorld())).toMatchObject({
      ok: false,
      problems: [{ at: 'name' }],
    });
  });

  it('get a free name from what people call them', () => {
    expect(freeName(flow, 'Order number')).toBe('order_number');
    expect(freeName(flow, 'Name')).toBe('name_2');
    expect(freeName(flow, '2. Größe')).toBe('value_2_gro_e');
    expect(freeName(flow, '名前')).toBe('value');
  });

  it('can be removed, and say before that where they are used', () => {
    expect(usesOf(flow, 'name', fakeWorld().library)).toEqual(['1']);
    expect(edited(flow, removeVariable('v')).document.variables).toEqual([]);
  });
});

describe('the flow', () => {
  it('has a name, settings and triggers', () => {
    const flow = flowOf({ a: [] });
    expect(edited(flow, renameFlow('Bot')).document.name).toBe('Bot');
    expect(edited(flow, setFlowSettings({ abandonAfterHours: 2 })).document.settings).toEqual({
      abandonAfterHours: 2,
    });
    const { document } = edited(flow, addTrigger({ type: 'keyword', words: ['human'] }, { group: 'a' }));
    expect([document.triggers[0]?.type, ...ways(document)]).toEqual(['keyword', '(n1) → a']);
    expect(edited(document, removeTrigger('n1')).document).toEqual(flow);
  });

  it('starts where it is told, if that exists', () => {
    const flow = flowOf({ a: [], b: [message('1')] });
    expect(edited(flow, setStart({ group: 'b', block: '1' })).document.start).toEqual({
      group: 'b',
      block: '1',
    });
    expect(setStart({ group: 'a', block: '1' })(flow, fakeWorld())).toMatchObject({ ok: false });
  });

  it('says in its labels what was done', () => {
    const flow = flowOf({ a: [], b: [] });
    const move = (...ids: string[]) => moveGroups(ids.map((id) => ({ id, position: { x: 1, y: 1 } })));
    expect(edited(flow, move('a')).label).toBe('move “A”');
    expect(edited(flow, move('a', 'b')).label).toBe('move 2 groups');
    expect(edited(flow, renameGroup('a', 'Z')).label).toBe('rename a group');
    expect(edited(flow, duplicate(selectGroups('a', 'b'))).label).toBe('duplicate 2 groups');
  });
});

describe('copying and pasting', () => {
  const flow = flowOf(
    {
      a: [choice('1', 'yes'), message('2', '{{ name }}')],
      b: [jump('3', 'a', '2'), message('4')],
      c: [jump('5', 'a')],
    },
    {
      edges: [
        edge('e', { block: '1', port: 'yes' }, { group: 'b', block: '4' }),
        edge('f', { block: '4' }, { group: 'c' }),
        edge('g', { block: '2' }, { group: 'a' }),
      ],
      variables: [
        { id: 'v', name: 'name', title: 'Name', type: 'text' },
        { id: 'w', name: 'unused', type: 'text' },
      ],
    },
  );
  const { library } = fakeWorld();
  const clip = (selection: Parameters<typeof copied>[1]) => {
    const parsed = parseClipping(copied(flow, selection, library) ?? '', library);
    if (!parsed.ok) throw new Error('not read');
    return parsed.value;
  };

  it('takes the edges inside along, and nothing that leads outside', () => {
    const { document, selection } = edited(flow, paste(clip(selectGroups('a', 'b'))));
    expect(drawn(document)).toBe('a: 1 2 | b: 3 4 | c: 5 | n1: n2 n3 | n4: n5 n6');
    expect(ways(document).slice(3)).toEqual(['n2.yes → n4/n6', 'n3 → n1']);
    expect(document.groups[4]?.blocks[0]).toEqual(jump('n5', 'n1', 'n3'));
    expect(document.groups[3]?.position).toEqual({ x: 32, y: 32 });
    expect(selection?.groups).toEqual(['n1', 'n4']);
  });

  it('brings the variables it uses into another flow, and matches them by name', () => {
    const empty = flowOf({ x: [] });
    const { document } = edited(empty, paste(clip(selectGroups('a')), { position: { x: 500, y: 60 } }));
    expect(document.variables).toEqual([
      { id: expect.any(String), name: 'name', title: 'Name', type: 'text' },
    ]);
    expect(document.groups[1]?.position).toEqual({ x: 500, y: 60 });
    const again = edited(document, paste(clip(selectGroups('a'))), fakeWorld('m')).document;
    expect(again.variables).toBe(again.variables);
    expect(again.variables).toHaveLength(1);
  });

  it('never covers what stands there already', () => {
    const once = edited(flow, paste(clip(selectGroups('a')))).document;
    const twice = edited(once, paste(clip(selectGroups('a'))), fakeWorld('m')).document;
    expect(twice.groups.at(-1)?.position).toEqual({ x: 64, y: 64 });
  });

  it('puts loose blocks into a group, or makes one for them', () => {
    const into = edited(flow, paste(clip(selectBlocks('1', '4')), { group: 'c', index: 0 })).document;
    expect(drawn(into)).toBe('a: 1 2 | b: 3 4 | c: n1 n2 5');
    expect(ways(into).at(-1)).toBe('n1.yes → c/n2');
    const alone = edited(flow, paste(clip(selectBlocks('2')))).document;
    expect(drawn(alone)).toBe('a: 1 2 | b: 3 4 | c: 5 | n1: n2');
  });

  it('duplicates blocks behind themselves', () => {
    expect(drawn(edited(flow, duplicate(selectBlocks('1'))).document)).toBe('a: 1 n1 2 | b: 3 4 | c: 5');
  });

  it.each([
    ['text', 'hello'],
    ['other JSON', '{"format":"excalidraw/clipboard"}'],
    ['a clipping of nothing', '{"format":"sluice/clipboard@1"}'],
    [
      'blocks it does not know',
      '{"format":"sluice/clipboard@1","groups":[{"id":"a","blocks":[{"id":"b","type":"nuke"}]}]}',
    ],
    ['deep JSON', `{"format":"sluice/clipboard@1","groups":${'['.repeat(9_000)}${']'.repeat(9_000)}}`],
  ])('refuses %s calmly', (_, text) => {
    expect(parseClipping(text, library)).toMatchObject({ ok: false, problems: [{ code: 'not-a-clipping' }] });
  });
});
