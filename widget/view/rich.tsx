/** A message's content tree as elements: built node by node, never from markup text. */
import type { Content, Inline } from '@sluice/platforms/website/protocol';
import type { ComponentChildren } from 'preact';

const INLINE = { strong: 'strong', emphasis: 'em', strike: 's' } as const;

/** The server has checked addresses already; the widget believes none of them either. */
export const webAddress = (url: string): string | undefined => (/^https?:\/\//i.test(url) ? url : undefined);
const linkAddress = (url: string): string | undefined =>
  /^(mailto|tel):/i.test(url) ? url : webAddress(url);

/** The address taken apart; undefined when it is none. */
export const parts = (url: string): URL | undefined => {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
};

/** A link that leaves the page alone: a new tab without a way back to it. */
export const Link = ({ url, children }: { url: string; children: ComponentChildren }) => {
  const href = linkAddress(url);
  return href ? (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ) : (
    children
  );
};

export const Picture = ({ url, alt }: { url: string; alt: string | undefined }) => {
  const src = webAddress(url);
  return src ? <img src={src} alt={alt ?? ''} referrerpolicy="no-referrer" /> : alt;
};

const inline = (part: Inline): ComponentChildren => {
  if (typeof part === 'string') return part;
  switch (part.type) {
    case 'code':
      return <code>{part.text}</code>;
    case 'link':
      return <Link url={part.url}>{part.children.map(inline)}</Link>;
    case 'image':
      return <Picture url={part.url} alt={part.alt} />;
    case 'break':
      return <br />;
    default: {
      const Tag = INLINE[part.type];
      return <Tag>{part.children.map(inline)}</Tag>;
    }
  }
};

const block = (part: Content): ComponentChildren => {
  switch (part.type) {
    case 'paragraph':
      return <p>{part.children.map(inline)}</p>;
    case 'heading':
      // The panel's own title is the heading above: a message begins below it.
      return part.level < 3 ? <h3>{part.children.map(inline)}</h3> : <h4>{part.children.map(inline)}</h4>;
    case 'list': {
      const items = part.items.map((item) => <li>{item.map(block)}</li>);
      return part.ordered ? <ol start={part.start ?? 1}>{items}</ol> : <ul>{items}</ul>;
    }
    case 'quote':
      return <blockquote>{part.children.map(block)}</blockquote>;
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

export const Rich = ({ content }: { content: readonly Content[] }) => <>{content.map(block)}</>;
