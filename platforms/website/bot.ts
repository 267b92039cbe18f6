/** What a page shows of a bot before anyone opens it: title, greeting, colours. */
import type { Bot } from './protocol.ts';
import type { WebsiteSettings } from './settings.ts';
import { guardedTheme } from './theme.ts';

const GREETING = 'Hi, how can we help?';

/** The bubble's content; a channel without a title shows its own name. */
export const botOf = (
  settings: WebsiteSettings,
  { channelName, resumes }: { readonly channelName: string; readonly resumes: boolean },
): Bot => {
  const { color, side, scheme } = settings.theme ?? {};
  return {
    title: settings.title || channelName,
    greeting: settings.greeting ?? GREETING,
    theme: guardedTheme({
      ...(color === undefined ? {} : { color }),
      ...(side === undefined ? {} : { side }),
      ...(scheme === undefined ? {} : { scheme }),
    }),
    resumes,
  };
};
