/** The cookie that carries a session's token: out of reach of scripts, and never sent along by other sites' forms. */

const LIFE_S = 30 * 24 * 60 * 60;

/** Over TLS the `__Host-` prefix keeps other hosts of the same domain from setting it. */
const isSecure = (publicUrl: string | undefined): boolean => publicUrl?.startsWith('https:') ?? false;
export const cookieName = (publicUrl: string | undefined): string =>
  isSecure(publicUrl) ? '__Host-sluice_session' : 'sluice_session';

/** The token in a request's `cookie` header, when there is exactly one that could be ours. */
export const sessionIn = (header: string | undefined, publicUrl: string | undefined): string | undefined => {
  const name = cookieName(publicUrl);
  const found = (header ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(([key]) => key === name)
    .map(([, value = '']) => value);
  return found.length === 1 && /^[\w-]{20,200}$/.test(found[0] ?? '') ? found[0] : undefined;
};

/** The `set-cookie` header for a session that begins; null ends it. */
export const sessionCookie = (token: string | null, publicUrl: string | undefined): string =>
  [
    `${cookieName(publicUrl)}=${token ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure(publicUrl) ? ['Secure'] : []),
    `Max-Age=${token === null ? 0 : LIFE_S}`,
  ].join('; ');
