/** After how many hours without a reply a person counts as gone: the flow's word, else the channel's. */
import type { Program } from '@sluice/core/interpreter/step';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import { settingsOf } from '../features/website/channel-request.ts';

const DEFAULT_HOURS = 24;

/** `loaded` is null when the channel was archived while the conversation ran. */
export const abandonHours = (program: Program, loaded: LoadedChannel | null): number =>
  program.version.document.settings.abandonAfterHours ??
  (loaded ? settingsOf(loaded).sessionHours : DEFAULT_HOURS);
