/** What a visitor's attributes are: what the page claims, what the browser shows, and what is verified on top. */
import { isObject, type Json, type JsonObject } from '@sluice/core/json';
import { cleanText } from '../clean-text.ts';
import { boundedAttributes, LONGEST_TEXT } from './bounded.ts';
import { deviceOf } from './device.ts';
import type { Page } from './protocol.ts';

/** Only a signed identity or the API may say these, once a channel verifies identities. */
const IDENTITY = ['email', 'user_id', 'tags', 'plan'];
/** Ours: worked out from the request, never taken from `attributes` or from a signed identity's claims. */
export const OURS = ['page', 'utm', 'device', 'first_seen', 'last_seen'];
const UTM = ['source', 'medium', 'campaign', 'term', 'content'];

export type Claim = {
  readonly attributes?: unknown;
  readonly page?: Page | undefined;
  readonly userAgent?: string | undefined;
  readonly acceptLanguage?: string | undefined;
  /** True when the channel verifies identities: then the page's word on who somebody is counts for nothing. */
  readonly identityRequired: boolean;
};

/** What the page and the browser claim, bounded (see `boundedAttributes`) and in nested form. */
export const claimedAttributes = (claim: Claim): JsonObject => {
  const refusedKeys = new Set([...OURS, ...(claim.identityRequired ? IDENTITY : [])]);
  const said = Object.entries(boundedAttributes(claim.attributes)).filter(([key]) => !refusedKeys.has(key));
  const page = claim.page ?? {};
  const url = webUrl(page.url);
  return {
    ...texts({ locale: page.locale ?? firstLanguage(claim.acceptLanguage), time_zone: page.timeZone }),
    ...Object.fromEntries(said),
    page: texts({
      url: url?.href,
      path: url?.pathname,
      host: url?.host,
      title: page.title,
      referrer: webUrl(page.referrer)?.href,
    }),
    utm: texts(
      Object.fromEntries(UTM.map((name) => [name, url?.searchParams.get(`utm_${name}`) ?? undefined])),
    ),
    device: texts(deviceOf(claim.userAgent ?? '')),
  };
};

/** Both together: what is verified wins, path by path; a claim only fills what nobody verified. */
export const effectiveAttributes = (claimed: JsonObject, verified: JsonObject): JsonObject =>
  Object.fromEntries([
    ...Object.entries(claimed),
    ...Object.entries(verified).map(([key, value]) => [
      key,
      merged(Object.hasOwn(claimed, key) ? claimed[key] : undefined, value),
    ]),
  ]);

const merged = (claimed: Json | undefined, verified: Json): Json =>
  isJsonObject(claimed) && isJsonObject(verified) ? effectiveAttributes(claimed, verified) : verified;

const isJsonObject = (value: Json | undefined): value is JsonObject => isObject(value);

/** Only what is there, cleaned and cut. */
const texts = (given: { readonly [key: string]: string | undefined }): JsonObject =>
  Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) =>
      value === undefined || value === '' ? [] : [[key, cleanText(value, LONGEST_TEXT)]],
    ),
  );

/** An http(s) address without its user name and password; null for anything else. */
const webUrl = (address: string | undefined): URL | null => {
  if (address === undefined || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url;
};

const firstLanguage = (header: string | undefined): string | undefined =>
  /^\s*([a-z]{2,8}(?:-[a-z0-9]{1,8})*)/i.exec(header?.slice(0, 200) ?? '')?.[1];
