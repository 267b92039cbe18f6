import type { FlowDocument } from '@sluice/core/flow/document';
import { problem } from '@sluice/core/problem';
import { expect, test } from 'vitest';
import { countByBlock, placeProblem } from './problem-places.ts';

const document: FlowDocument = {
  schema: 1,
  name: 'Support',
  start: { group: 'a' },
  groups: [
    {
      id: 'a',
      title: 'Welcome',
      position: { x: 0, y: 0 },
      blocks: [
        { id: 'm', type: 'message' },
        { id: 'c', type: 'choice' },
      ],
    },
  ],
  edges: [{ id: 'e', from: { block: 'c', port: 'x' }, to: { group: 'gone' } }],
  variables: [],
  triggers: [],
  settings: {},
};

test.each([
  ['groups.0.blocks.1.items.0.label', { group: 'a', block: 'c', field: 'items.0.label', title: 'Welcome' }],
  ['groups.0.blocks.0', { group: 'a', block: 'm', field: '', title: 'Welcome' }],
  ['groups.0', { group: 'a', block: null, title: 'Welcome' }],
  ['edges.0.to.group', { group: 'a', block: null, title: 'Welcome' }],
  ['settings.retryMessage', { group: null, block: null, field: 'settings.retryMessage' }],
  ['groups.7.blocks.0', { group: null, block: null }],
])('a problem at %s is seen there', (at, place) => {
  expect(placeProblem(problem('x', at, 'No.'), document)).toMatchObject(place);
});

test('problems are counted by block', () => {
  const found = ['groups.0.blocks.1.items', 'groups.0.blocks.1', 'start'].map((at) =>
    placeProblem(problem('x', at, 'No.'), document),
  );
  expect([...countByBlock(found)]).toEqual([['c', 2]]);
});
