/** Which addresses may reach a browser: an allow list of schemes, so `javascript:` and its disguises never pass. */

const LONGEST = 2_048;

/** The address of a link when it is http(s), mailto or tel; else null. */
export const safeLink = (address: string): string | null =>
  /^(mailto|tel):[^\s]+$/i.test(address) && address.length <= LONGEST ? address : safeImage(address);

/** The address of something to load (image, video, file) when it is an absolute http(s) URL; else null. */
export const safeImage = (address: string): string | null =>
  /^https?:\/\/[^\s\\]/i.test(address) && address.length <= LONGEST && URL.canParse(address) ? address : null;

/** Where a person may be sent: an absolute http(s) URL or a path on the same site ("/thanks"); else null. */
export const safeDestination = (address: string): string | null => {
  if (!/^\/(?![/\\])/.test(address)) return safeImage(address);
  return address.length <= LONGEST && URL.canParse(address, 'https://site.invalid') ? address : null;
};
