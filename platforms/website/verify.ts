/** Who a signed identity says somebody is: HS256 with the channel's secret, or nobody at all. */

import type { Instant } from '@sluice/core/instant';
import { SECOND } from '@sluice/core/instant';
import type { JsonObject } from '@sluice/core/json';
import { ok, type Problem, problem, type Result, refused } from '@sluice/core/problem';
import { errors, jwtVerify } from 'jose';
import { cleanText } from '../clean-text.ts';
import { OURS } from './attributes.ts';
import { boundedAttributes } from './bounded.ts';

/** Clocks may differ by this much, and no more. */
const LEEWAY_SECONDS = 60;
const LONGEST_TOKEN = 16_384;
const LONGEST_USER_ID = 200;
const NOT_ATTRIBUTES = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'user_id', ...OURS]);

export type Identity = { readonly userId: string; readonly attributes: JsonObject };
/** What a token is checked against: this channel's secret and key, at this time. */
export type Verification = { readonly secret: string; readonly channelKey: string; readonly now: Instant };

/**
 * Verifies a channel's identity token. `sub` is the user id and `exp` is required; the other claims are verified
 * attributes, bounded like any. Refused: every algorithm but HS256, a wrong secret, an expired token, one issued or
 * valid only in the future (60 s of leeway), another channel's `aud`, a `user_id` that is not `sub`, anything that is
 * no text. Codes: `identity-expired`, else `identity-invalid`. Never throws.
 */
export const verifyIdentity = async (token: unknown, against: Verification): Promise<Result<Identity>> => {
  if (typeof token !== 'string' || token === '' || token.length > LONGEST_TOKEN)
    return refused(invalid('An identity is a signed token.', 'Pass the JWT as one text.'));
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(against.secret), {
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: new Date(against.now),
    });
    return identityIn(payload, against);
  } catch (error) {
    return refused(reasonOf(error));
  }
};

/**
 * The identity of an opening: null when none was sent. One sent to a channel without a secret cannot be verified, and
 * is refused rather than believed.
 */
export const identityOf = async (
  token: unknown,
  against: { readonly secret: string | undefined; readonly channelKey: string; readonly now: Instant },
): Promise<Result<Identity | null>> => {
  if (token === undefined || token === null) return ok(null);
  if (against.secret === undefined)
    return refused(
      invalid('This channel verifies no identities.', "Set an identity secret in the channel's settings."),
    );
  return verifyIdentity(token, { ...against, secret: against.secret });
};

const identityIn = (
  payload: { readonly [claim: string]: unknown },
  against: Verification,
): Result<Identity> => {
  const { sub, iat, aud, user_id: userId } = payload;
  if (
    typeof sub !== 'string' ||
    sub.trim() === '' ||
    sub.length > LONGEST_USER_ID ||
    cleanText(sub, LONGEST_USER_ID) !== sub
  )
    return refused(
      invalid('The user id in this identity cannot be used.', 'Give "sub" a text of 1 to 200 characters.'),
    );
  if (userId !== undefined && String(userId) !== sub)
    return refused(
      invalid('This identity names two users.', 'Leave "user_id" out, or give it the value of "sub".'),
    );
  if (
    iat !== undefined &&
    !(typeof iat === 'number' && iat * SECOND <= against.now + LEEWAY_SECONDS * SECOND)
  )
    return refused(
      invalid('This identity was issued in the future.', 'Check the clock of the server that signs it.'),
    );
  if (aud !== undefined && !(Array.isArray(aud) ? aud : [aud]).includes(against.channelKey))
    return refused(
      invalid(
        'This identity is meant for another channel.',
        'Set "aud" to the channel key, or leave it out.',
      ),
    );
  const claims = Object.entries(payload).filter(([claim]) => !NOT_ATTRIBUTES.has(claim));
  return ok({ userId: sub, attributes: { ...boundedAttributes(withoutOurs(claims)), user_id: sub } });
};

/** A dotted claim ("page.url") names what is ours too. */
const withoutOurs = (claims: readonly (readonly [string, unknown])[]): object =>
  Object.fromEntries(claims.filter(([claim]) => !NOT_ATTRIBUTES.has(claim.split('.')[0] ?? '')));

const reasonOf = (error: unknown): Problem => {
  if (error instanceof errors.JWTExpired)
    return problem(
      'identity-expired',
      'identity',
      'This identity has expired.',
      'Sign a new one and open again.',
    );
  if (error instanceof errors.JOSEAlgNotAllowed)
    return invalid(
      'This identity is not signed with HS256.',
      "Sign it with HS256 and the channel's identity secret.",
    );
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === 'nbf'
      ? invalid('This identity is not valid yet.', 'Check the clock of the server that signs it.')
      : invalid(`This identity lacks a usable "${error.claim}".`, 'Set "sub" and "exp".');
  return invalid(
    "This identity is not signed with the channel's secret.",
    'Sign it with HS256 on your server.',
  );
};

const invalid = (says: string, hint: string): Problem => problem('identity-invalid', 'identity', says, hint);
