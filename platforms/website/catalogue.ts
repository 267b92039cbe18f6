/** What can be targeted on a website: names, examples, and whether the server knows it or a page's script says so. */
import type { AttributeType } from '@sluice/core/audience/audience';
import type { JsonObject } from '@sluice/core/json';
import type { AttributeEntry } from '../platform.ts';

type Line = readonly [path: string, name: string, type: AttributeType, description: string, example: string];

/** Who somebody is. Claimed by the page, or signed once the channel has identity verification. */
const IDENTITY: readonly Line[] = [
  ['email', 'Email', 'text', "The person's email address.", 'ann@bigcorp.com'],
  ['user_id', 'User id', 'text', 'Your own id of the signed-in person.', '42'],
  ['tags', 'Tags', 'list', 'Labels you give people.', 'VIP'],
  ['plan', 'Subscription plan', 'text', 'The plan the person pays for.', 'Premium'],
];

const PAGE_SAYS: readonly Line[] = [
  ['name', 'Name', 'text', "The person's name.", 'Ann Lee'],
  ['custom.*', 'Custom attribute', 'text', 'Anything else you pass, by its own name.', 'custom.cart_value'],
];

const BROWSER_SAYS: readonly Line[] = [
  ['locale', 'Language', 'text', "The browser's language, as a language tag.", 'de-AT'],
  ['time_zone', 'Time zone', 'text', "The browser's time zone.", 'Europe/Vienna'],
  [
    'page.url',
    'Page address',
    'text',
    'The whole address of the page.',
    'https://shop.example/bags?sort=new',
  ],
  ['page.path', 'Page path', 'text', 'The part of the address after the host.', '/bags'],
  ['page.host', 'Page host', 'text', 'The host of the address.', 'shop.example'],
  ['page.title', 'Page title', 'text', "The page's title.", 'Bags'],
  ['page.referrer', 'Referrer', 'text', 'The page the visitor came from.', 'https://search.example/'],
  ['utm.source', 'Campaign source', 'text', 'utm_source of the page address.', 'newsletter'],
  ['utm.medium', 'Campaign medium', 'text', 'utm_medium of the page address.', 'email'],
  ['utm.campaign', 'Campaign name', 'text', 'utm_campaign of the page address.', 'spring-sale'],
  ['utm.term', 'Campaign term', 'text', 'utm_term of the page address.', 'pannier'],
  ['utm.content', 'Campaign content', 'text', 'utm_content of the page address.', 'header'],
  ['device.type', 'Device', 'text', 'desktop, mobile, tablet or bot.', 'mobile'],
  ['device.os', 'Operating system', 'text', 'Windows, macOS, iOS, Android, ChromeOS or Linux.', 'iOS'],
  [
    'device.browser',
    'Browser',
    'text',
    'Chrome, Safari, Firefox, Edge, Opera or Samsung Internet.',
    'Safari',
  ],
];

const SERVER_KNOWS: readonly Line[] = [
  ['first_seen', 'First seen', 'date', 'When the person was first stored.', '2026-03-09T09:00:00.000Z'],
  ['last_seen', 'Last seen', 'date', 'When the person was last here.', '2026-03-11T14:30:00.000Z'],
];

const entries = (
  lines: readonly Line[],
  source: string,
  trust: AttributeEntry['trust'],
): readonly AttributeEntry[] =>
  lines.map(([path, name, type, description, example]) => ({
    path,
    name,
    type,
    description,
    example,
    source,
    trust,
  }));

/** The catalogue of a channel: with identity verification, who somebody is comes signed or not at all. */
export const websiteCatalogue = (settings: JsonObject): readonly AttributeEntry[] => [
  ...(hasIdentity(settings)
    ? entries(IDENTITY, 'The signed identity, or your server through the API', 'verified')
    : entries(IDENTITY, "Your page's script", 'claimed')),
  ...entries(PAGE_SAYS, "Your page's script", 'claimed'),
  ...entries(BROWSER_SAYS, 'The browser', 'claimed'),
  ...entries(SERVER_KNOWS, 'Sluice', 'verified'),
];

/** True for a channel with identity verification, whether or not its secret is shown. */
export const hasIdentity = (settings: JsonObject): boolean =>
  Object.hasOwn(settings, 'identity') && settings.identity !== null && settings.identity !== undefined;
