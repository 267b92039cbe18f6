/** One row of a block's face, in exactly the height that its geometry has. */
import type { Words } from '@sluice/core/face/face';
import type { PlacedRow } from '../editor/geometry.ts';
import { SIZE } from '../editor/geometry.ts';
import classes from './face-row.module.css';

const STYLES = { chip: classes.chip, strong: classes.strong, muted: 'muted', mono: 'mono' };

export const Spans = ({ words }: { readonly words: Words }) =>
  words.map(({ text, as }, at) => {
    const key = `${at}`;
    return as === undefined ? (
      text
    ) : (
      <span key={key} className={STYLES[as] ?? ''}>
        {text}
      </span>
    );
  });

export const Row = ({ placed: { row, height } }: { readonly placed: PlacedRow }) => {
  switch (row.row) {
    case 'words':
      return (
        <div className={classes.words} style={{ height, WebkitLineClamp: height / SIZE.line }}>
          <Spans words={row.words} />
        </div>
      );
    case 'item':
      return (
        <div className={classes.item} style={{ height: height - SIZE.between }}>
          <span className={classes.line}>
            <Spans words={row.words} />
          </span>
        </div>
      );
    case 'answer':
      return (
        <div className={classes.answer} style={{ height: height - SIZE.between }}>
          <span className={classes.line}>
            <Spans words={row.words} />
          </span>
          {row.variable !== undefined && <span className={`${classes.variable} mono`}>{row.variable}</span>}
        </div>
      );
    case 'picture':
      return (
        <img
          className={classes.picture}
          style={{ height: height - SIZE.between }}
          src={row.url}
          alt={row.alt}
          loading="lazy"
          referrerPolicy="no-referrer"
        />
      );
  }
};
