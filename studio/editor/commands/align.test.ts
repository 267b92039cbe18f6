import type { Group } from '@sluice/core/flow/document';
import { describe, expect, it } from 'vitest';
import { edited, flowOf, message } from '../fakes.ts';
import { type Alignment, align, distribute, nudge } from './align.ts';

const HEIGHTS: { readonly [id: string]: number } = { a: 100, b: 200, c: 50 };
const sizeOf = ({ id }: Group) => ({ width: 288, height: HEIGHTS[id] ?? 100 });
const at: { readonly [id: string]: { readonly x: number; readonly y: number } } = {
  a: { x: 0, y: 0 },
  b: { x: 500, y: 40 },
  c: { x: 1_000, y: 400 },
};
const flow = flowOf({ a: [message('1')], b: [], c: [] });
const document = {
  ...flow,
  groups: flow.groups.map((group) => ({ ...group, position: at[group.id] ?? group.position })),
};
const positions = (groups: readonly Group[]) => groups.map(({ position: { x, y } }) => [x, y]);

describe('aligning', () => {
  it.each<[Alignment, readonly number[], readonly number[]]>([
    ['left', [0, 0, 0], [0, 40, 400]],
    ['right', [1_000, 1_000, 1_000], [0, 40, 400]],
    ['centre', [500, 500, 500], [0, 40, 400]],
    ['top', [0, 500, 1_000], [0, 0, 0]],
    ['bottom', [0, 500, 1_000], [350, 250, 400]],
    ['middle', [0, 500, 1_000], [175, 125, 200]],
  ])('%s', (alignment, xs, ys) => {
    const { document: after } = edited(document, align(['a', 'b', 'c'], alignment, sizeOf));
    expect(positions(after.groups)).toEqual(xs.map((x, index) => [x, ys[index]]));
  });

  it('leaves what was not chosen, and a single group, where they are', () => {
    expect(positions(edited(document, align(['a', 'b'], 'top', sizeOf)).document.groups)[2]).toEqual([
      1_000, 400,
    ]);
    expect(edited(document, align(['a'], 'left', sizeOf)).document).toBe(document);
  });
});

describe('spacing evenly', () => {
  it('keeps the outermost, and makes the gaps equal', () => {
    const close = {
      ...document,
      groups: document.groups.map((group) =>
        group.id === 'b' ? { ...group, position: { x: 300, y: 40 } } : group,
      ),
    };
    const { document: after } = edited(close, distribute(['a', 'b', 'c'], 'across', sizeOf));
    expect(positions(after.groups)).toEqual([
      [0, 0],
      [500, 40],
      [1_000, 400],
    ]);
    expect(positions(edited(document, distribute(['a', 'b', 'c'], 'down', sizeOf)).document.groups)).toEqual([
      [0, 0],
      [500, 150],
      [1_000, 400],
    ]);
  });

  it('needs three', () => {
    expect(edited(document, distribute(['a', 'b'], 'across', sizeOf)).document).toBe(document);
  });
});

it('a nudge moves what is chosen a little', () => {
  const { document: after, label } = edited(document, nudge(['a', 'c'], { x: 8, y: -8 }));
  expect(positions(after.groups)).toEqual([
    [8, -8],
    [500, 40],
    [1_008, 392],
  ]);
  expect(label).toBe('move 2 groups');
});
