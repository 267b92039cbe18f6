/** The call behind the first screen: what runs, how today goes, and what asks for attention. */
import { z } from 'zod';
import { flowInListShape } from './flows.ts';
import { route } from './route.ts';
import { id, instant } from './shapes.ts';

const count = z.int().min(0);
const named = z.object({ id, name: z.string() });

export const attentionShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('waiting-for-human'),
    count,
    longest: z
      .object({
        conversation: id,
        since: instant,
        person: z.string().nullable().describe('Their name, when it is known.'),
        said: z.string().nullable().describe('What they wrote last, Markdown, at most 200 characters.'),
      })
      .describe('Whoever waits longest.'),
  }),
  z.object({
    kind: z.literal('newer-version'),
    deployment: named,
    flow: named,
    pinned: z.int(),
    pinnedLabel: z.string().nullable(),
    latest: z.int(),
    latestLabel: z.string().nullable(),
  }),
  z.object({ kind: z.literal('failed'), count: count.describe('Conversations of today that failed.') }),
  z.object({
    kind: z.literal('dead-letters'),
    count: count.describe('Messages and effects that were given up after several tries.'),
  }),
  z.object({ kind: z.literal('draft-problems'), flow: named, count }),
]);

export const homeShape = z.object({
  today: z
    .object({
      since: instant.describe('When the day began, in the time zone asked for.'),
      conversations: count.describe(
        'Begun today with the bot; the four that follow add up to it with `failed`.',
      ),
      solved: count.describe('Completed by the flow.'),
      handedOff: count.describe('With a human, or ended by one.'),
      abandoned: count,
      running: count,
      failed: count,
    })
    .describe('Conversations begun today, as they stand now.'),
  attention: z.array(attentionShape),
  live: z.array(
    z.object({
      id,
      name: z.string(),
      channelName: z.string(),
      flowId: id,
      flowName: z.string(),
      status: z.enum(['active', 'winding-down']),
      share: z.number().describe('Percent.'),
      in: count.describe('People drawn in so far, visitors without a row included.'),
      out: count.describe('People drawn out so far, likewise.'),
      today: count.describe('Conversations begun today.'),
      running: count.describe('Conversations running now.'),
    }),
  ),
  flows: z
    .array(
      flowInListShape.extend({
        publishedAt: instant.nullable().describe('Of the newest version.'),
        publishedBy: z.string().nullable(),
      }),
    )
    .describe('Those changed last.'),
});

export const homeCalls = {
  home: route({
    method: 'GET',
    path: '/home',
    summary: 'What is live, how today goes, what needs attention',
    tag: 'Home',
    role: 'viewer',
    status: 200,
    query: z.strictObject({
      timeZone: z.string().max(100).default('UTC').describe('IANA name: where the day begins.'),
    }),
    answer: homeShape,
  }),
};
