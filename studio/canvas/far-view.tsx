/** The picture of a flow from far away, drawn anew whenever the view moves. */
import { useStore } from '@xyflow/react';
import { useLayoutEffect, useRef } from 'react';
import { useMotion } from './canvas-provider.tsx';
import type { Drawing } from './drawing.ts';
import { type Colors, drawFar } from './far-drawing.ts';
import classes from './far-view.module.css';

/** Tokens depend on the scheme; the canvas wears them where the browser resolves them, and they are read off it. */
const colorsOf = (canvas: HTMLCanvasElement): Colors => {
  const style = getComputedStyle(canvas);
  return {
    title: style.color,
    card: style.borderTopColor,
    line: style.borderRightColor,
    edge: style.borderBottomColor,
    chosen: style.borderLeftColor,
  };
};

export const FarView = ({ drawing }: { readonly drawing: Drawing }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { isMoving } = useMotion();
  const x = useStore((state) => state.transform[0]);
  const y = useStore((state) => state.transform[1]);
  const zoom = useStore((state) => state.transform[2]);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const scale = window.devicePixelRatio;
    // Given a size, even the same one, a canvas is made anew.
    if (element.width !== Math.round(width * scale)) element.width = Math.round(width * scale);
    if (element.height !== Math.round(height * scale)) element.height = Math.round(height * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    drawFar(context, drawing, { x, y, zoom }, { width, height }, colorsOf(element), !isMoving);
  }, [drawing, x, y, zoom, width, height, isMoving]);
  return (
    <canvas
      ref={canvas}
      className={classes.far}
      style={{ width, height }}
      role="img"
      aria-label="The flow from far away"
    />
  );
};
