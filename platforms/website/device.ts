/** The device behind a user agent, by a few honest rules; what they do not know is left out. */

export type Device = { readonly type?: string; readonly os?: string; readonly browser?: string };

/** The first rule that fits wins. An iPad that asks for desktop pages says it is a Mac, and is one here. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/bot\b|crawler|spider|HeadlessChrome/i, 'bot'],
  [/iPad|Tablet|PlayBook|Silk/i, 'tablet'],
  [/Android(?!.*\bMobile\b)/, 'tablet'],
  [/Mobi|iPhone|iPod|Android/, 'mobile'],
  [/Windows NT|Macintosh|X11|CrOS|Linux/, 'desktop'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Macintosh|Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];
/** Most browsers name Chrome and Safari too, so the particular ones come first. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

export const deviceOf = (userAgent: string): Device => {
  const agent = userAgent.slice(0, 512);
  const first = (rules: readonly (readonly [RegExp, string])[]): string | undefined =>
    rules.find(([pattern]) => pattern.test(agent))?.[1];
  const [type, os, browser] = [first(TYPES), first(SYSTEMS), first(BROWSERS)];
  return { ...(type ? { type } : {}), ...(os ? { os } : {}), ...(browser ? { browser } : {}) };
};
