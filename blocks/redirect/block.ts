/** Redirect: sends the person to a web page, in the same tab or a new one. */
import { addressOf, checkAddress } from '@sluice/core/interpreter/address';
import { defineBlock, NEXT } from '@sluice/core/interpreter/block';
import { templateSetting } from '@sluice/core/interpreter/setting';
import { z } from 'zod';

const settings = z.strictObject({
  url: templateSetting,
  newTab: z.boolean().exactOptional(),
});

export const redirect = defineBlock({
  type: 'redirect',
  family: 'logic',
  title: 'Redirect',
  settings,
  ports: () => ({ named: [], next: true }),
  enter: ({ url, newTab = false }, context) => {
    const address = addressOf(context.render(url), 'page');
    return {
      effects: address === null ? [] : [{ type: 'redirect', url: address, newTab }],
      then: { type: 'leave', port: NEXT },
    };
  },
  check: ({ url }, context) => [...context.template('url', url), ...checkAddress('url', url, 'page')],
});
