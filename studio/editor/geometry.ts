/** How large a group is on the canvas and where its ports are, from its faces alone: nothing waits for the browser to measure. */
import type { BlockFaces, FaceRow, Words } from '@sluice/core/face/face';
import type { FaceNames } from '@sluice/core/face/names';
import type { Block, Group } from '@sluice/core/flow/document';
import type { BlockLibrary } from '@sluice/core/interpreter/block';
import { lineCount, type MeasureText } from './line-count.ts';

/** Pixels at zoom 1. */
export const SIZE = {
  group: 288,
  header: 36,
  /** Between the edge of the group and its blocks, left and right, and below the last. */
  margin: 8,
  between: 4,
  padding: 8,
  line: 20,
  item: 36,
  answer: 32,
  picture: 132,
  /** What is left for words: spine, icon and paddings taken off. */
  words: 226,
  /** An empty group still shows where a block would go. */
  empty: 44,
} as const;

const MOST_LINES = 4;

export type PlacedRow = { readonly row: FaceRow; readonly top: number; readonly height: number };

export type PlacedPort = {
  /** "" is "after this block". */
  readonly port: string;
  /** The middle, from the top of the group. */
  readonly y: number;
};

export type BlockGeometry = {
  readonly block: Block;
  readonly top: number;
  readonly height: number;
  readonly rows: readonly PlacedRow[];
  readonly ports: readonly PlacedPort[];
};

export type GroupGeometry = {
  readonly height: number;
  readonly blocks: readonly BlockGeometry[];
};

/** What it takes to know the words on a face, without their sizes. */
export type FaceLook = {
  readonly faces: BlockFaces;
  readonly library: BlockLibrary;
  readonly names: FaceNames;
};
export type Look = FaceLook & { readonly measure: MeasureText };

/** Places every block, row and port of a group. A block whose settings do not fit its type is one line. */
export const geometryOf = (group: Group, look: Look): GroupGeometry => {
  let top: number = SIZE.header;
  const blocks = group.blocks.map((block): BlockGeometry => {
    const placed = placeBlock(block, top, look);
    top += placed.height + SIZE.between;
    return placed;
  });
  const bottom = blocks.length === 0 ? top + SIZE.empty : top - SIZE.between;
  return { height: bottom + SIZE.margin, blocks };
};

const placeBlock = (block: Block, top: number, look: Look): BlockGeometry => {
  const { rows, named, next } = partsOf(block, look);
  let at = top + SIZE.padding;
  const placed = rows.map((row): PlacedRow => {
    const height = heightOf(row, look.measure);
    const each = { row, top: at - top, height };
    at += height;
    return each;
  });
  const height = at + SIZE.padding - top;
  const inRows = placed.flatMap(({ row, top: offset, height: tall }): PlacedPort[] =>
    row.row === 'item' && row.port !== undefined
      ? [{ port: row.port, y: top + offset + (tall + 4) / 2 }]
      : [],
  );
  // A port that no row shows still needs a place for its edge.
  const shown = new Set(inRows.map(({ port }) => port));
  const others = [...named.filter((port) => !shown.has(port)), ...(next ? [''] : [])];
  // Beside the first line where items have the middle; in the middle of a block that has none.
  const beside = inRows.length > 0 ? top + SIZE.padding + SIZE.line / 2 : top + height / 2;
  return {
    block,
    top,
    height,
    rows: placed,
    ports: [...inRows, ...others.map((port) => ({ port, y: beside }))],
  };
};

type Parts = {
  readonly rows: readonly FaceRow[];
  readonly named: readonly string[];
  readonly next: boolean;
};

/** The rows of a block's face and its ports; one muted row with its type's title when its settings do not fit. */
export const partsOf = (block: Block, { faces, library, names }: FaceLook): Parts => {
  const definition = library.get(block.type);
  const face = faces.get(block.type);
  const { id: _id, type: _type, ...given } = block;
  const settings = definition?.settings.safeParse(given);
  if (!definition || !face || !settings?.success) {
    const words: Words = [{ text: definition?.title ?? block.type, as: 'muted' }];
    return { rows: [{ row: 'words', words, most: 1 }], named: [], next: true };
  }
  return { rows: face.rows(settings.data, names), ...definition.ports(settings.data) };
};

const heightOf = (row: FaceRow, measure: MeasureText): number => {
  switch (row.row) {
    case 'words':
      return SIZE.line * Math.min(lineCount(row.words, SIZE.words, measure), row.most ?? MOST_LINES);
    case 'item':
      return SIZE.item;
    case 'answer':
      return SIZE.answer;
    case 'picture':
      return SIZE.picture;
  }
};
