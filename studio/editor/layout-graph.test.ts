import { expect, test } from 'vitest';
import { choice, flowOf, message } from './fakes.ts';
import { layoutGraph, movesOf } from './layout-graph.ts';

const flow = {
  ...flowOf({ a: [message('m')], b: [choice('c', 'yes')], d: [] }),
  start: { group: 'b' },
  edges: [
    { id: 'e1', from: { block: 'c', port: 'yes' }, to: { group: 'a' } },
    { id: 'e2', from: { block: 'm' }, to: { group: 'gone' } },
    { id: 'e3', from: { trigger: 't' }, to: { group: 'a' } },
  ],
};

test('the graph begins with the start, and has the edges between its groups', () => {
  const graph = layoutGraph(flow, () => ({ width: 288, height: 100 }));
  expect(graph.children.map(({ id }) => id)).toEqual(['b', 'a', 'd']);
  expect(graph.edges).toEqual([{ id: 'e1', sources: ['b'], targets: ['a'] }]);
});

test('the start stays where it is, and everything else goes around it', () => {
  expect(movesOf(flow, [{ id: 'b', x: 10, y: 20.4 }, { id: 'a', x: 386, y: 20.4 }, { id: 'd' }])).toEqual([
    { id: 'b', position: { x: 400, y: 0 } },
    { id: 'a', position: { x: 776, y: 0 } },
  ]);
});
