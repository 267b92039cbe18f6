/** The example flows as people meet them on the canvas: every group in the open. */
import { readdirSync, readFileSync } from 'node:fs';
import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import { namesOf } from '@sluice/core/face/names';
import type { FlowDocument } from '@sluice/core/flow/document';
import { describe, expect, it } from 'vitest';
import { geometryOf, SIZE } from './geometry.ts';
import { byLetters } from './line-count.ts';

const FLOWS = new URL('../../examples/flows/', import.meta.url);
/** Between columns there is room for edges to turn, between cards for an edge to pass. */
const APART = { columns: 72, cards: 40 };

type Box = {
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

const boxesOf = (document: FlowDocument): readonly Box[] => {
  const look = {
    faces: blockFaces,
    library: blockLibrary,
    names: namesOf(document),
    measure: byLetters,
  };
  return document.groups.map((group) => {
    const { x, y } = group.position;
    return {
      id: group.id,
      left: x,
      top: y,
      right: x + SIZE.group,
      bottom: y + geometryOf(group, look).height,
    };
  });
};

const areClose = (one: Box, other: Box): boolean =>
  one.left < other.right + APART.columns &&
  other.left < one.right + APART.columns &&
  one.top < other.bottom + APART.cards &&
  other.top < one.bottom + APART.cards;

const closePairs = (document: FlowDocument): readonly string[] => {
  const boxes = boxesOf(document);
  return boxes.flatMap((one, at) =>
    boxes
      .slice(at + 1)
      .filter((other) => areClose(one, other))
      .map((other) => `${one.id} and ${other.id}`),
  );
};

for (const file of readdirSync(FLOWS))
  describe(`examples/flows/${file}`, () => {
    // Our own files; their shape is tested where they are run.
    const document = JSON.parse(readFileSync(new URL(file, FLOWS), 'utf8')) as FlowDocument;

    it('has no group that lies on another or crowds it', () => {
      expect(closePairs(document)).toEqual([]);
    });

    it('reads from left to right: no edge leads back', () => {
      const lefts = new Map(document.groups.map(({ id, position }) => [id, position.x]));
      const homes = new Map(
        document.groups.flatMap(({ id, blocks }) => blocks.map((block) => [block.id, id])),
      );
      const back = document.edges.filter(({ from, to }) => {
        const home = 'block' in from ? homes.get(from.block) : undefined;
        return home !== undefined && (lefts.get(home) ?? 0) >= (lefts.get(to.group) ?? 0);
      });
      expect(back).toEqual([]);
    });
  });
