/** Which sites may talk to a channel from a browser. */

/** True when the channel allows this `Origin` header. Requests without one come from no browser page and pass. */
export const originAllowed = (allowed: readonly string[], origin: string | undefined): boolean =>
  origin === undefined || allowed.includes('*') || allowed.includes(origin.toLowerCase());
