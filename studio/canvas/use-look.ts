/** What drawing a document takes: faces, names, and the browser's own measure of text. */
import { blockFaces, blockLibrary } from '@sluice/blocks/studio';
import { namesOf } from '@sluice/core/face/names';
import type { FlowDocument } from '@sluice/core/flow/document';
import { useMemo, useSyncExternalStore } from 'react';
import type { Look } from '../editor/geometry.ts';
import { byLetters, type MeasureText } from '../editor/line-count.ts';

const FONTS = {
  plain: '400 14px "Instrument Sans"',
  strong: '600 14px "Instrument Sans"',
  muted: '400 14px "Instrument Sans"',
  mono: '400 12px "Geist Mono"',
  chip: '400 12px "Geist Mono"',
} as const;

/** Measured once per text and style; documents repeat their words. */
const makeMeasure = (): MeasureText => {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return byLetters;
  const known = new Map<string, number>();
  return (text, style = undefined) => {
    const font = FONTS[style ?? 'plain'];
    const key = `${font}\n${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    context.font = font;
    const { width } = context.measureText(text);
    known.set(key, width);
    return width;
  };
};

let shared: { readonly measure: MeasureText; readonly fonts: FontFaceSet['status'] } | null = null;

/** Measured with the fonts that are there; once they have all come, measured anew. */
const measureWith = (fonts: FontFaceSet['status']): MeasureText => {
  if (shared?.fonts !== fonts) shared = { measure: makeMeasure(), fonts };
  return shared.measure;
};

const subscribe = (changed: () => void): (() => void) => {
  document.fonts.addEventListener('loadingdone', changed);
  return () => document.fonts.removeEventListener('loadingdone', changed);
};
const statusOfFonts = (): FontFaceSet['status'] => document.fonts.status;

/** The same look until a variable or a group is called otherwise: then every card may read differently. */
export const useLook = ({ variables, groups }: FlowDocument): Look => {
  const fonts = useSyncExternalStore(subscribe, statusOfFonts);
  const titles = JSON.stringify(groups.map(({ id, title }) => [id, title]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the groups only ids and titles are read, and those are in `titles`
  return useMemo(
    () => ({
      faces: blockFaces,
      library: blockLibrary,
      names: namesOf({ variables, groups }),
      measure: measureWith(fonts),
    }),
    [variables, titles, fonts],
  );
};
