/** Lines up chosen groups, spaces them evenly, and nudges them. */
import type { FlowDocument, Group } from '@sluice/core/flow/document';
import { ok } from '@sluice/core/problem';
import { type Command, counted, STEP, typing, unchanged } from '../command.ts';
import { type Position, rounded, withGroup } from './groups.ts';

/** How large a group is drawn; known to whoever draws. */
export type SizeOf = (group: Group) => { readonly width: number; readonly height: number };

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';
export type Direction = 'across' | 'down';

type Box = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

const boxesOf = (document: FlowDocument, ids: readonly string[], sizeOf: SizeOf): readonly Box[] =>
  document.groups
    .filter(({ id }) => ids.includes(id))
    .map((group) => ({ id: group.id, ...group.position, ...sizeOf(group) }));

const moved = (document: FlowDocument, positions: ReadonlyMap<string, Position>): FlowDocument =>
  [...positions].reduce(
    (now, [id, position]) =>
      withGroup(now, id, (group) => {
        const { x, y } = rounded(position);
        return group.position.x === x && group.position.y === y ? group : { ...group, position: { x, y } };
      }),
    document,
  );

/** Along the outermost edge, or the middle, of what is chosen. With fewer than two groups nothing changes. */
export const align =
  (ids: readonly string[], alignment: Alignment, sizeOf: SizeOf): Command =>
  (document) => {
    const boxes = boxesOf(document, ids, sizeOf);
    if (boxes.length < 2) return unchanged(document);
    const left = Math.min(...boxes.map(({ x }) => x));
    const right = Math.max(...boxes.map(({ x, width }) => x + width));
    const top = Math.min(...boxes.map(({ y }) => y));
    const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
    const place = ({ x, y, width, height }: Box): Position => {
      switch (alignment) {
        case 'left':
          return { x: left, y };
        case 'centre':
          return { x: (left + right - width) / 2, y };
        case 'right':
          return { x: right - width, y };
        case 'top':
          return { x, y: top };
        case 'middle':
          return { x, y: (top + bottom - height) / 2 };
        case 'bottom':
          return { x, y: bottom - height };
      }
    };
    const after = moved(document, new Map(boxes.map((box) => [box.id, place(box)])));
    return ok({ document: after, label: `align ${counted(boxes.length, 'group')}`, undo: STEP });
  };

/** The outermost stay; between them the gaps are made equal. With fewer than three groups nothing changes. */
export const distribute =
  (ids: readonly string[], direction: Direction, sizeOf: SizeOf): Command =>
  (document) => {
    const across = direction === 'across';
    const start = (box: Box): number => (across ? box.x : box.y);
    const length = (box: Box): number => (across ? box.width : box.height);
    const boxes = boxesOf(document, ids, sizeOf).toSorted((a, b) => start(a) - start(b));
    const [first] = boxes;
    const last = boxes.at(-1);
    if (!first || !last || boxes.length < 3) return unchanged(document);
    const filled = boxes.reduce((sum, box) => sum + length(box), 0);
    const gap = (start(last) + length(last) - start(first) - filled) / (boxes.length - 1);
    let at = start(first);
    const positions = boxes.map((box): [string, Position] => {
      const here = at;
      at += length(box) + gap;
      return [box.id, across ? { x: here, y: box.y } : { x: box.x, y: here }];
    });
    const after = moved(document, new Map(positions));
    return ok({ document: after, label: `space ${counted(boxes.length, 'group')} evenly`, undo: STEP });
  };

/** A small step for everything chosen; steps that follow each other are one to undo. */
export const nudge =
  (ids: readonly string[], { x, y }: Position): Command =>
  (document) => {
    const groups = document.groups.filter(({ id }) => ids.includes(id));
    if (groups.length === 0) return unchanged(document);
    const positions = groups.map(({ id, position }): [string, Position] => [
      id,
      { x: position.x + x, y: position.y + y },
    ]);
    return ok({
      document: moved(document, new Map(positions)),
      label: `move ${counted(groups.length, 'group')}`,
      undo: typing(`nudge ${ids.join(' ')}`),
    });
  };
