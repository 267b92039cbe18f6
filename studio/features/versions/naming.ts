/** Blocks and their settings by the names that the studio's forms show. */
import { blockForms, blockLibrary } from '@sluice/blocks/studio';
import { inWords } from '@sluice/core/face/names';
import type { Naming } from './difference.ts';

export const naming: Naming = {
  blockTitle: (type) => blockLibrary.get(type)?.title ?? type,
  fieldLabel: (type, field) => {
    if (field === 'group') return 'Group';
    const form = blockForms.get(type);
    const fields = [...(form?.fields ?? []), ...(form?.folds ?? []).flatMap((fold) => fold.fields)];
    const known = fields.find(({ at }) => field === at || field.startsWith(`${at}.`));
    const rest = (known ? field.slice(known.at.length + 1) : field).split('.').filter((part) => part !== '');
    // Inside a list the place counts from 1, as people count.
    const inner = rest.map((part) =>
      /^\d+$/.test(part) ? `${Number(part) + 1}` : inWords(part).toLowerCase(),
    );
    return known ? [known.label, ...inner].join(' ') : inWords(inner.join(' '));
  },
};
