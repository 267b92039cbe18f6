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
const PADDING = { top: 108, bottom: 84, side: 40 } as const;
/** Below this zoom reading is work. */
const LEGIBLE = 0.8;

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

/** A window, and how much of it is covered on the right. */
export type Window = Size & { readonly aside: number };

/** All of the rectangle in the open part of the window, never larger than life. */
export const viewOf = (bounds: Rectangle, { width, height, aside }: Window): Viewport =>
  getViewportForBounds(bounds, width, height, ZOOM.least, FITTED, {
    top: `${PADDING.top}px`,
    bottom: `${PADDING.bottom}px`,
    left: `${PADDING.side}px`,
    right: `${PADDING.side + aside}px`,
  });

/** All of the rectangle where it can be read then, else what is around its beginning, in the window's upper left. */
export const openingOf = (bounds: Rectangle, beginning: Rectangle, window: Window): Viewport => {
  const whole = viewOf(bounds, window);
  if (whole.zoom >= LEGIBLE) return whole;
  const top = Math.max(bounds.y, beginning.y - (window.height - PADDING.top) / (3 * LEGIBLE));
  return {
    x: PADDING.side - beginning.x * LEGIBLE,
    y: PADDING.top - top * LEGIBLE,
    zoom: LEGIBLE,
  };
};

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
