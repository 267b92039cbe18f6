/** A flow seen from far away, drawn as one picture: a thousand groups cost what one does, and nobody could read them anyway. */
import type { Viewport } from '@xyflow/react';
import type { Size } from './bounds.ts';
import type { Drawing } from './drawing.ts';
import { START } from './drawing.ts';

export type Colors = {
  readonly card: string;
  readonly line: string;
  readonly edge: string;
  readonly title: string;
  readonly chosen: string;
};

type Box = { readonly left: number; readonly top: number } & Size;

const READABLE = 0.2;
const TITLE_PX = 34;
const CORNER = 14;
/** Smaller corners than this nobody sees, and straight ones are drawn several times as fast. */
const LEAST_CORNER = 2;

/** Draws what of it is in a window of this size, in pixels of the page; titles only where somebody might read them. */
export const drawFar = (
  context: CanvasRenderingContext2D,
  { nodes, edges }: Drawing,
  { x, y, zoom }: Viewport,
  size: Size,
  colors: Colors,
  withTitles: boolean,
): void => {
  const boxes = new Map(
    nodes.map(({ id, position, width = 0, height = 0 }) => [
      id,
      { left: position.x * zoom + x, top: position.y * zoom + y, width: width * zoom, height: height * zoom },
    ]),
  );
  context.clearRect(0, 0, size.width, size.height);
  context.lineWidth = Math.max(1, 2 * zoom);
  context.strokeStyle = colors.edge;
  context.beginPath();
  for (const { source, target } of edges) {
    const [from, to] = [boxes.get(source), boxes.get(target)];
    if (!from || !to || !isSeen(around(from, to), size)) continue;
    context.moveTo(from.left + from.width, from.top + from.height / 2);
    context.lineTo(to.left, to.top + 18 * zoom);
  }
  context.stroke();
  const seen = nodes.flatMap((node) => {
    const box = boxes.get(node.id);
    return box && isSeen(box, size) ? [{ node, box }] : [];
  });
  // An outline is a card of the outline's colour with a smaller one on it: filling costs a fraction of stroking.
  const fill = CORNER * zoom < LEAST_CORNER ? fillStraight : fillRound;
  for (const { node, box } of seen) {
    const isChosen = node.selected === true;
    fill(context, box, CORNER * zoom, isChosen ? colors.chosen : colors.line);
    if (node.id === START) fill(context, box, CORNER * zoom, colors.title);
    else fill(context, inside(box, isChosen ? 2 : 1), CORNER * zoom - 1, colors.card);
  }
  if (!withTitles || zoom < READABLE) return;
  context.font = `600 ${TITLE_PX * zoom}px "Bricolage Grotesque", sans-serif`;
  context.fillStyle = colors.title;
  for (const { node, box } of seen) {
    if (node.type !== 'card') continue;
    context.fillText(node.data.title, box.left + 16 * zoom, box.top + 48 * zoom, box.width - 32 * zoom);
  }
};

type Fill = (context: CanvasRenderingContext2D, box: Box, corner: number, color: string) => void;

const fillStraight: Fill = (context, { left, top, width, height }, _corner, color) => {
  context.fillStyle = color;
  context.fillRect(left, top, width, height);
};

const fillRound: Fill = (context, { left, top, width, height }, corner, color) => {
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(left, top, width, height, corner);
  context.fill();
};

const inside = ({ left, top, width, height }: Box, by: number): Box => ({
  left: left + by,
  top: top + by,
  width: Math.max(0, width - 2 * by),
  height: Math.max(0, height - 2 * by),
});

const around = (one: Box, other: Box): Box => {
  const [left, top] = [Math.min(one.left, other.left), Math.min(one.top, other.top)];
  return {
    left,
    top,
    width: Math.max(one.left + one.width, other.left + other.width) - left,
    height: Math.max(one.top + one.height, other.top + other.height) - top,
  };
};

const isSeen = ({ left, top, width, height }: Box, size: Size): boolean =>
  left < size.width && top < size.height && left + width > 0 && top + height > 0;

/** The group at a place of the flow; the one drawn last where several lie on each other. */
export const groupAt = ({ nodes }: Drawing, at: { readonly x: number; readonly y: number }): string | null =>
  nodes.findLast(
    ({ type, position, width = 0, height = 0 }) =>
      type === 'card' &&
      at.x >= position.x &&
      at.x <= position.x + width &&
      at.y >= position.y &&
      at.y <= position.y + height,
  )?.id ?? null;
