/** The parts that every public website call has in common: the channel, its allowed origins, the sender. */

import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { originAllowed } from '@sluice/platforms/website/origin';
import { readSettings, type WebsiteSettings } from '@sluice/platforms/website/settings';
import type { FastifyRequest } from 'fastify';
import type { Sender } from '../../runner/visitor.ts';
import type { LoadedChannel, Plans } from '../deployments/plans.ts';

export type WebsiteRequest = {
  readonly loaded: LoadedChannel;
  readonly settings: WebsiteSettings;
  readonly sender: Sender;
};

/** Settings are parsed once for each loaded channel, not once a request. */
const parsed = new WeakMap<LoadedChannel, WebsiteSettings>();

export const settingsOf = (loaded: LoadedChannel): WebsiteSettings => {
  const known = parsed.get(loaded);
  if (known) return known;
  const settings = readSettings(loaded.channel.settings);
  parsed.set(loaded, settings);
  return settings;
};

/** The website channel of the path's key. A key of another platform is as unknown as any other. */
export const websiteChannel = async (plans: Plans, key: string): Promise<LoadedChannel | null> => {
  const loaded = await plans.byKey(key);
  return loaded?.channel.platform.id === 'website' ? loaded : null;
};

export const readRequest = async (
  plans: Plans,
  request: FastifyRequest<{ Params: { key: string } }>,
): Promise<Result<WebsiteRequest>> => {
  let loaded: LoadedChannel | null;
  try {
    loaded = await websiteChannel(plans, request.params.key);
  } catch (error) {
    request.log.error({ err: error }, 'channel could not be read');
    return refused(
      problem('unavailable', '', 'This channel cannot be read just now.', 'Try again in a moment.'),
    );
  }
  if (!loaded) {
    return refused(
      problem('not-found', 'key', 'There is no website channel with this key.', 'Copy the snippet again.'),
    );
  }
  const settings = settingsOf(loaded);
  if (!originAllowed(settings.allowedOrigins, request.headers.origin)) {
    return refused(
      problem(
        'origin-not-allowed',
        'origin',
        `This channel does not allow ${request.headers.origin}.`,
        "Add it to the channel's allowed origins.",
      ),
    );
  }
  return ok({
    loaded,
    settings,
    sender: {
      channelKey: loaded.channel.key,
      settings,
      userAgent: request.headers['user-agent'],
      acceptLanguage: request.headers['accept-language'],
    },
  });
};
