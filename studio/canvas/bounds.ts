/** The rectangle around groups, and the view that shows it. */
import { getViewportForBounds, type Viewport } from '@xyflow/react';

export type Placed = {
  readonly position: { readonly x: number; readonly y: number };
  readonly width?: number;
  readonly height?: number;
};

export type Rectangle = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export const ZOOM = { least: 0.02, most: 2 } as const;
/** Nobody wants to see one group larger than life. */
const FITTED = 1;
/** Room for what floats over the canvas: the bar above, the tools below. */
const PADDING = { top: '108px', bottom: '84px', left: '48px', right: '48px' } as const;

export type Size = { readonly width: number; readonly height: number };
const NOWHERE: Rectangle = { x: 0, y: 0, width: 1, height: 1 };

export const boundsOf = (groups: readonly Placed[]): Rectangle => {
  if (groups.length === 0) return NOWHERE;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { position, width = 0, height = 0 } of groups) {
    left = Math.min(left, position.x);
    top = Math.min(top, position.y);
    right = Math.max(right, position.x + width);
    bottom = Math.max(bottom, position.y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
};

/** All of the rectangle in a window of this size, never larger than life. */
export const viewOf = (bounds: Rectangle, { width, height }: Size): Viewport =>
  getViewportForBounds(bounds, width, height, ZOOM.least, FITTED, PADDING);

/** Nearer or farther; what is in the middle of the window stays there. */
export const zoomedBy = ({ x, y, zoom }: Viewport, factor: number, { width, height }: Size): Viewport => {
  const next = Math.min(ZOOM.most, Math.max(ZOOM.least, zoom * factor));
  const [middleX, middleY] = [width / 2, height / 2];
  return {
    x: middleX - ((middleX - x) * next) / zoom,
    y: middleY - ((middleY - y) * next) / zoom,
    zoom: next,
  };
};
