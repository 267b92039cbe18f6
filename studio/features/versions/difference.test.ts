import type { FlowDocument } from '@sluice/core/flow/document';
import { describe, expect, it } from 'vitest';
import { differencesBetween, type Naming, summaryOf } from './difference.ts';

const naming: Naming = {
  blockTitle: (type) => (type === 'message' ? 'Message' : 'Choice'),
  fieldLabel: (_type, field) => (field === 'markdown' ? 'Text' : field === 'group' ? 'Group' : field),
};
const base: FlowDocument = {
  schema: 1,
  name: 'Support',
  start: { group: 'a' },
  groups: [
    {
      id: 'a',
      title: 'Welcome',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'm', type: 'message', markdown: 'Hi' },
        { id: 'c', type: 'choice', items: [{ id: 'i1', label: 'Broken' }] },
      ],
    },
    { id: 'b', title: '', position: { x: 400, y: 0 }, blocks: [] },
  ],
  edges: [{ id: 'e', from: { block: 'c', port: 'i1' }, to: { group: 'b' } }],
  variables: [{ id: 'v', name: 'order', title: 'Order number', type: 'text' }],
  triggers: [],
  settings: {},
};
const differences = (after: FlowDocument) => differencesBetween(base, after, naming);

describe('the difference of two versions', () => {
  it('names a block by what it is and where it stands, and its fields as the form does', () => {
    const groups = base.groups.map((group) => ({
      ...group,
      blocks: group.blocks.map((block) => (block.id === 'm' ? { ...block, markdown: 'Hello' } : block)),
    }));
    expect(differences({ ...base, groups })).toEqual([
      {
        key: 'block m',
        change: 'changed',
        what: 'Message in “Welcome”',
        group: 'a',
        block: 'm',
        fields: [{ label: 'Text', before: 'Hi', after: 'Hello' }],
      },
    ]);
  });

  it('says where a connection began and led, by the words on it', () => {
    expect(differences({ ...base, edges: [] })).toMatchObject([
      { change: 'removed', what: 'Connection from “Welcome”, “Broken”, to an untitled group', group: 'a' },
    ]);
  });

  it('shows no ids: groups and blocks by their names', () => {
    const [first, second] = base.groups;
    if (!first || !second) throw new Error('the base has two groups');
    const turned = { ...first, blocks: [...first.blocks].reverse() };
    const found = differences({ ...base, start: { group: 'b' }, groups: [turned, second] });
    expect(found.flatMap(({ fields }) => fields)).toEqual([
      { label: 'Start', before: 'Group “Welcome”', after: 'Untitled group' },
      { label: 'Order', before: 'Message, Choice', after: 'Choice, Message' },
    ]);
  });

  it('calls a variable by its title', () => {
    expect(differences({ ...base, variables: [] })).toMatchObject([{ what: 'Variable “Order number”' }]);
  });

  it('calls what holds for the whole flow by its name, too', () => {
    const settings = { abandonAfterHours: 24, retryMessage: 'Once more, please.' };
    expect(differences({ ...base, settings }).flatMap(({ fields }) => fields)).toEqual([
      { label: 'Abandoned after (hours)', before: 'nothing', after: '24' },
      { label: 'Retry message', before: 'nothing', after: 'Once more, please.' },
    ]);
  });

  it('is summed up in one line', () => {
    expect(summaryOf(differences({ ...base, edges: [], variables: [], name: 'Help' }))).toBe(
      'flow changed, 1 connection removed, 1 variable removed',
    );
  });
});
