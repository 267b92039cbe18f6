/** Media: shows a picture, a video, a sound, a file or an embedded page from an https address. */
import { addressOf, checkAddress } from '@sluice/core/interpreter/address';
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import { templateSetting } from '@sluice/core/interpreter/setting';
import { problem } from '@sluice/core/problem';
import { z } from 'zod';

const settings = z.strictObject({
  kind: z.enum(['image', 'video', 'audio', 'embed', 'file']),
  url: templateSetting,
  alt: templateSetting.exactOptional(),
  link: templateSetting.exactOptional(),
});

export const media = defineBlock({
  type: 'media',
  family: 'say',
  title: 'Media',
  settings,
  ports: () => ({ named: [], next: true }),
  enter: ({ kind, url, alt, link }, context) => {
    const address = addressOf(context.render(url), 'page');
    const target = link === undefined ? null : addressOf(context.render(link), 'link');
    const words = alt === undefined ? '' : context.text(alt).trim();
    return {
      effects:
        address === null
          ? [] // nothing to show is better than a broken picture
          : [
              {
                type: 'media',
                kind,
                url: address,
                ...(words && { alt: words }),
                ...(target !== null && { link: target }),
              },
            ],
      then: { type: 'leave', port: NEXT },
    };
  },
  check: ({ kind, url, alt, link }, context) => [
    ...context.template('url', url),
    ...checkAddress('url', url, 'page'),
    ...(alt === undefined ? [] : context.template('alt', alt)),
    ...(link === undefined ? [] : [...context.template('link', link), ...checkAddress('link', link, 'link')]),
    ...(kind === 'image' && !alt?.trim()
      ? [
          problem(
            'image-without-words',
            'alt',
            'The picture has no words for people who cannot see it.',
            'Say in a few words what it shows.',
          ),
        ]
      : []),
  ],
});
