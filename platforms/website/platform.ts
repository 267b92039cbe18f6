/** The website: a bubble and a panel on one's own pages, embedded with one script tag. */
import type { JsonObject } from '@sluice/core/json';
import type { z } from 'zod';
import type { Platform } from '../platform.ts';
import { websiteCatalogue } from './catalogue.ts';
import { websiteSettings } from './settings.ts';

export const website: Platform = {
  id: 'website',
  title: 'Website',
  capabilities: {
    choices: 'buttons',
    media: ['image', 'video', 'audio', 'embed', 'file'],
    delivery: 'pull',
  },
  // zod types an optional key as "may hold undefined", which JSON cannot; parsed from JSON it never does.
  settings: websiteSettings as unknown as z.ZodType<JsonObject>,
  secrets: ['identity.secret'],
  attributes: websiteCatalogue,
};
