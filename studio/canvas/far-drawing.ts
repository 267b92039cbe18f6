/** A flow seen from far away, drawn as one picture: a thousand groups cost what one does, and nobody could read them anyway. */
import type { Drawing } from './drawing.ts';
import { START } from './drawing.ts';

export type Colors = {
  readonly card: string;
  readonly line: string;
  readonly edge: string;
  readonly title: string;
  readonly chosen: string;
};

export type View = { readonly x: number; readonly y: number; readonly zoom: number };

/** Titles are drawn as long as somebody might read them. */
const READABLE = 0.12;
const TITLE_PX = 34;

/** Draws the whole of it in pixels of the page; what is outside is cut off by the canvas. */
export const drawFar = (
  context: CanvasRenderingContext2D,
  { nodes, edges }: Drawing,
  { x, y, zoom }: View,
  colors: Colors,
): void => {
  const boxes = new Map(
    nodes.map(({ id, position, width = 0, height = 0 }) => [
      id,
      { left: position.x * zoom + x, top: position.y * zoom + y, width: width * zoom, height: height * zoom },
    ]),
  );
  context.lineWidth = Math.max(1, 2 * zoom);
  context.strokeStyle = colors.edge;
  context.beginPath();
  for (const { source, target } of edges) {
    const [from, to] = [boxes.get(source), boxes.get(target)];
    if (!from || !to) continue;
    context.moveTo(from.left + from.width, from.top + from.height / 2);
    context.lineTo(to.left, to.top + 18 * zoom);
  }
  context.stroke();
  context.font = `600 ${TITLE_PX * zoom}px "Bricolage Grotesque", sans-serif`;
  for (const node of nodes) {
    const box = boxes.get(node.id);
    if (!box) continue;
    context.fillStyle = node.id === START ? colors.title : colors.card;
    context.strokeStyle = node.selected ? colors.chosen : colors.line;
    context.beginPath();
    context.roundRect(box.left, box.top, box.width, box.height, 14 * zoom);
    context.fill();
    context.stroke();
    if (zoom < READABLE || node.type !== 'card') continue;
    context.fillStyle = colors.title;
    context.fillText(node.data.title, box.left + 16 * zoom, box.top + 48 * zoom, box.width - 32 * zoom);
  }
};

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
