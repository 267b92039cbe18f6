/** Markdown as elements, built node by node from the parsed tree: what an author wrote is never read as markup. */
import type { Content, Inline } from '@sluice/platforms/markdown';
import { Fragment, type ReactNode } from 'react';
import classes from './rich-text.module.css';

const MARKS = { strong: 'strong', emphasis: 'em', strike: 's' } as const;

/** Parts have no ids and never move: their place is what tells them apart. */
const inOrder = <T,>(parts: readonly T[], draw: (part: T) => ReactNode): ReactNode =>
  parts.map((part, place) => {
    const key = `${place}`;
    return <Fragment key={key}>{draw(part)}</Fragment>;
  });

/** How plain words are drawn: as they are, unless something stands for something else in them. */
type Words = (text: string) => ReactNode;

const inline = (part: Inline, words: Words): ReactNode => {
  if (typeof part === 'string') return words(part);
  switch (part.type) {
    case 'code':
      return <code>{part.text}</code>;
    case 'link':
      return (
        <a href={part.url} target="_blank" rel="noopener noreferrer nofollow">
          {inOrder(part.children, (each) => inline(each, words))}
        </a>
      );
    case 'image':
      return <img src={part.url} alt={part.alt} referrerPolicy="no-referrer" />;
    case 'break':
      return <br />;
    default: {
      const Mark = MARKS[part.type];
      return <Mark>{inOrder(part.children, (each) => inline(each, words))}</Mark>;
    }
  }
};

const block = (part: Content, words: Words): ReactNode => {
  switch (part.type) {
    case 'paragraph':
      return <p>{inOrder(part.children, (each) => inline(each, words))}</p>;
    case 'heading':
      // The page has headings of its own; a message's are only weightier words.
      return <p className={classes.heading}>{inOrder(part.children, (each) => inline(each, words))}</p>;
    case 'list': {
      const items = inOrder(part.items, (item) => <li>{inOrder(item, (each) => block(each, words))}</li>);
      return part.ordered ? <ol start={part.start ?? 1}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'quote':
      return <blockquote>{inOrder(part.children, (each) => block(each, words))}</blockquote>;
    case 'codeblock':
      return (
        <pre>
          <code>{part.text}</code>
        </pre>
      );
    case 'rule':
      return <hr />;
  }
};

const asTheyAre: Words = (text) => text;

/** The tree that `contentOf` makes of a text; addresses in it are known to be safe. */
export const RichText = ({
  content,
  words = asTheyAre,
}: {
  readonly content: readonly Content[];
  readonly words?: Words;
}) => <div className={classes.rich}>{inOrder(content, (each) => block(each, words))}</div>;
