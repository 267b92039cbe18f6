import { describe, expect, it } from 'vitest';
import { boundsOf, openingOf, type Placed, viewOf, zoomedBy } from './bounds.ts';

const WINDOW = { width: 1_440, height: 900, aside: 0 };
const at = (x: number, y: number, width = 288, height = 200): Placed => ({
  position: { x, y },
  width,
  height,
});

/** Where a place of the flow is in the window. */
const seen = (view: { x: number; y: number; zoom: number }, x: number, y: number) => ({
  x: x * view.zoom + view.x,
  y: y * view.zoom + view.y,
});

describe('the view of all groups', () => {
  const groups = [at(0, 0), at(3_000, 1_500)];

  it('holds the first and the last corner, below the bar and above the tools', () => {
    const view = viewOf(boundsOf(groups), WINDOW);
    const [first, last] = [seen(view, 0, 0), seen(view, 3_288, 1_700)];
    expect(first.x).toBeGreaterThan(0);
    expect(first.y).toBeGreaterThan(84);
    expect(last.x).toBeLessThan(1_440);
    expect(last.y).toBeLessThan(900 - 68);
  });

  it('leaves out what a panel covers', () => {
    const view = viewOf(boundsOf(groups), { ...WINDOW, aside: 376 });
    expect(seen(view, 3_288, 0).x).toBeLessThan(1_440 - 376);
  });

  it('is never larger than life', () => {
    expect(viewOf(boundsOf([at(0, 0)]), WINDOW).zoom).toBe(1);
  });
});

describe('the view that a flow opens with', () => {
  it('is all of it as long as one can read it', () => {
    const bounds = boundsOf([at(0, 0), at(400, 300)]);
    expect(openingOf(bounds, bounds, WINDOW)).toEqual(viewOf(bounds, WINDOW));
  });

  it('else begins where the flow does, large enough to be read', () => {
    const start = at(0, 0, 84, 32);
    const bounds = boundsOf([start, at(9_000, 9_000)]);
    const view = openingOf(bounds, boundsOf([start]), WINDOW);
    expect(view.zoom).toBe(0.8);
    expect(seen(view, 0, 0)).toEqual({ x: 40, y: 108 });
  });

  it('also shows what stands above its beginning, which stays in sight itself', () => {
    const start = at(0, 5_000, 84, 32);
    const bounds = boundsOf([start, at(400, 0)]);
    const { y } = seen(openingOf(bounds, boundsOf([start]), WINDOW), 0, 5_000);
    expect(y).toBeGreaterThan(200);
    expect(y).toBeLessThan(600);
  });
});

describe('zooming by steps', () => {
  it('keeps what is in the middle of the window, and stops at the ends', () => {
    const view = { x: 120, y: -40, zoom: 0.5 };
    const nearer = zoomedBy(view, 1.2, WINDOW);
    const middle = { x: (720 - view.x) / view.zoom, y: (450 - view.y) / view.zoom };
    expect(nearer.zoom).toBeCloseTo(0.6);
    expect(seen(nearer, middle.x, middle.y).x).toBeCloseTo(720);
    expect(seen(nearer, middle.x, middle.y).y).toBeCloseTo(450);
    expect(zoomedBy({ ...view, zoom: 2 }, 1.2, WINDOW).zoom).toBe(2);
  });
});
