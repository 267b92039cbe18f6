/** How media look on their card: the picture itself, or what kind of thing is shown. */
import { defineFace } from '@sluice/core/face/face';
import { muted, plain, templateWords } from '@sluice/core/face/words';
import { media } from './block.ts';

const TITLES = { image: 'Picture', video: 'Video', audio: 'Sound', embed: 'Page', file: 'File' } as const;

export const mediaFace = defineFace(media, {
  says: 'Shows a picture, a video, a file',
  words: ['image', 'picture', 'video', 'audio', 'sound', 'embed', 'file', 'gif'],
  fresh: () => ({ kind: 'image' as const, url: '' }),
  rows: ({ kind, url, alt = '' }, names) => {
    const words = templateWords(alt, names);
    if (kind === 'image' && /^https:\/\/[^{}]+$/.test(url.trim()))
      return [
        { row: 'picture', url: url.trim(), alt },
        ...(words.length > 0 ? [{ row: 'words' as const, words, most: 1 }] : []),
      ];
    return [
      { row: 'words', words: words.length > 0 ? words : [plain(TITLES[kind])], most: 2 },
      {
        row: 'words',
        words: url.trim() === '' ? [muted('Give an address')] : templateWords(url, names, 'mono'),
        most: 1,
      },
    ];
  },
});
