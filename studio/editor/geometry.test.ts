import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import { namesOf } from '@sluice/core/face/names';
import type { Block, Group } from '@sluice/core/flow/document';
import { describe, expect, it } from 'vitest';
import { geometryOf, SIZE } from './geometry.ts';
import { byLetters } from './line-count.ts';

const group = (...blocks: Block[]): Group => ({
  id: 'g',
  title: 'Welcome',
  position: { x: 0, y: 0 },
  blocks,
});
const place = (...blocks: Block[]) =>
  geometryOf(group(...blocks), {
    faces: blockFaces,
    library: blockLibrary,
    names: namesOf({ variables: [], groups: [] }),
    measure: byLetters,
  });
const hello: Block = { id: 'm', type: 'message', markdown: 'Hello' };
const choice: Block = {
  id: 'c',
  type: 'choice',
  items: [
    { id: 'one', label: 'One' },
    { id: 'two', label: 'Two' },
  ],
};

describe('the geometry of a group', () => {
  it('stacks its blocks below the header, without overlap', () => {
    const { blocks, height } = place(hello, choice);
    const [first, second] = blocks;
    expect(first?.top).toBe(SIZE.header);
    expect(second?.top).toBe((first?.top ?? 0) + (first?.height ?? 0) + SIZE.between);
    expect(height).toBe((second?.top ?? 0) + (second?.height ?? 0) + SIZE.margin);
  });

  it('gives every port of a block a place inside it', () => {
    for (const { top, height, ports, block } of place(hello, choice).blocks) {
      expect(ports.length, block.type).toBeGreaterThan(0);
      for (const { y } of ports) {
        expect(y).toBeGreaterThan(top);
        expect(y).toBeLessThan(top + height);
      }
    }
    expect(place(choice).blocks[0]?.ports.map(({ port }) => port)).toEqual(['one', 'two', '']);
  });

  it('grows with its words, up to a limit', () => {
    const tall = (markdown: string) => place({ ...hello, markdown }).height;
    expect(tall('word '.repeat(20))).toBeGreaterThan(tall('Hello'));
    expect(tall('word '.repeat(3_000))).toBe(tall('word '.repeat(500)));
  });

  it('has room for a block when it is empty, and one line for a block that nobody knows', () => {
    expect(place().height).toBe(SIZE.header + SIZE.empty + SIZE.margin);
    expect(place({ id: 'x', type: 'teleport' }).blocks[0]?.height).toBe(SIZE.line + 2 * SIZE.padding);
  });
});
