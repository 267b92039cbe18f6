/** Who stands in front of a website channel: the token they carry, and the identity they can prove. */
import type { JsonObject } from '@sluice/core/json';
import { ok, type Result } from '@sluice/core/problem';
import { claimedAttributes } from '@sluice/platforms/website/attributes';
import type { ReadOpening } from '@sluice/platforms/website/inbound';
import type { WebsiteSettings } from '@sluice/platforms/website/settings';
import { type Identity, identityOf } from '@sluice/platforms/website/verify';
import { readToken, type TokenKey, type VisitorToken } from '@sluice/platforms/website/visitor-token';
import type { Services } from '../services.ts';

export type Visitor = {
  readonly token: VisitorToken;
  /** Issued by this very request: nothing is known under it. */
  readonly fresh: boolean;
  readonly identity: Identity | null;
  readonly claimed: JsonObject;
};

/** What a request says about its sender besides the body. */
export type Sender = {
  readonly channelKey: string;
  readonly settings: WebsiteSettings;
  readonly userAgent: string | undefined;
  readonly acceptLanguage: string | undefined;
};

type Tools = Pick<Services, 'clock' | 'random'> & { readonly tokenKey: TokenKey };

/** Refused only for an identity that does not hold; a token that is no good just means a new visitor. */
export const readVisitor = async (
  tools: Tools,
  { channelKey, settings, userAgent, acceptLanguage }: Sender,
  opening: ReadOpening,
): Promise<Result<Visitor>> => {
  const now = tools.clock.now();
  const secret = settings.identity?.secret;
  const identity = await identityOf(opening.identity, { secret, channelKey, now });
  if (!identity.ok) return identity;
  const carried =
    opening.visitor === undefined
      ? null
      : readToken(opening.visitor, { keys: [tools.tokenKey], channel: channelKey });
  const known = carried?.ok ? carried.value : null;
  return ok({
    token: known ?? newToken(tools, channelKey),
    fresh: known === null,
    identity: identity.value,
    claimed: claimedAttributes({
      attributes: opening.attributes,
      page: opening.page,
      userAgent,
      acceptLanguage,
      identityRequired: secret !== undefined,
    }),
  });
};

const newToken = ({ clock, random }: Pick<Services, 'clock' | 'random'>, channel: string): VisitorToken => ({
  visitor: random.id('visitor'),
  channel,
  draws: [],
  stored: false,
  issuedAt: clock.now(),
});

/** The same visitor as a stranger: a new token, nothing known under it. */
export const anew = (tools: Pick<Services, 'clock' | 'random'>, came: Visitor): Visitor => ({
  ...came,
  fresh: true,
  token: newToken(tools, came.token.channel),
});
