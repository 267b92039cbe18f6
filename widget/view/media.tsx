/** Pictures, films, sounds, files and embedded pages in the transcript. */
import type { Media } from '@sluice/platforms/website/protocol';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';
import { Link, Picture, parts, webAddress } from './rich.tsx';

const fileName = (url: string): string => {
  try {
    return decodeURIComponent(parts(url)?.pathname.split('/').pop() ?? '') || words.file;
  } catch {
    return words.file; // broken escapes
  }
};

const Embed = ({ url, alt }: { url: string; alt: string | undefined }) => {
  const page = parts(url);
  if (page?.protocol !== 'https:') return <Link url={url}>{alt ?? url}</Link>;
  // A page of the visitor's own site must not get that site's rights: with them it could lift its sandbox.
  const foreign = page.origin !== location.origin ? ' allow-same-origin' : '';
  return (
    <iframe
      src={url}
      title={alt ?? words.embed}
      sandbox={`allow-scripts allow-popups allow-forms${foreign}`}
      allow="fullscreen"
      referrerpolicy="strict-origin-when-cross-origin"
    />
  );
};

export const MediaView = ({ media: { kind, url, alt, link } }: { media: Media }) => {
  const src = webAddress(url);
  if (!src) return alt;
  switch (kind) {
    case 'image': {
      const picture = <Picture url={url} alt={alt} />;
      return link ? <Link url={link}>{picture}</Link> : picture;
    }
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: captions are the author's; the description is what we have
      return <video src={src} controls preload="metadata" playsInline aria-label={alt} />;
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: captions are the author's; the description is what we have
      return <audio src={src} controls preload="metadata" aria-label={alt} />;
    case 'file':
      return (
        <Link url={url}>
          <span class="file">
            <Icon name="file" />
            {alt || fileName(url)}
          </span>
        </Link>
      );
    case 'embed':
      return <Embed url={url} alt={alt} />;
  }
};
