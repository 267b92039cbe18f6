/** Where something dragged over the canvas would land: read off the elements under the pointer. */
import type { BlockTarget } from '../../../editor/commands/move-blocks.ts';

export type DropPlace = {
  readonly target: BlockTarget;
  /** The line that shows it, in pixels of the window; null on the ground. */
  readonly line: { readonly left: number; readonly top: number; readonly width: number } | null;
};

type Point = { readonly clientX: number; readonly clientY: number };

/** Before or after the block under the pointer, at the end of a group, or on the ground. */
export const dropPlaceAt = (
  point: Point,
  toFlow: (screen: { readonly x: number; readonly y: number }) => { readonly x: number; readonly y: number },
): DropPlace => {
  const element = document.elementFromPoint(point.clientX, point.clientY);
  const group = element?.closest<HTMLElement>('[data-group]');
  const id = group?.dataset.group;
  if (!group || id === undefined) {
    return { target: { position: toFlow({ x: point.clientX, y: point.clientY }) }, line: null };
  }
  const blocks = [...group.querySelectorAll<HTMLElement>('[data-block]')];
  const boxes = blocks.map((block) => block.getBoundingClientRect());
  const index = boxes.filter(({ top, height }) => point.clientY > top + height / 2).length;
  const frame = group.getBoundingClientRect();
  const [before, after] = [boxes[index - 1], boxes[index]];
  const top = after ? after.top : before ? before.bottom : frame.bottom - 8;
  return {
    target: { group: id, index },
    line: { left: frame.left + 8, top: top - 2, width: frame.width - 16 },
  };
};
