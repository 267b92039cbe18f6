/** The call that reports how a deployment did. */
import { z } from 'zod';
import { route } from './route.ts';
import { byId, id, instant } from './shapes.ts';

const count = z.int().min(0);
const rate = z.number().nullable().describe('0 to 1; null when there is nothing to divide by.');

const numbers = {
  opened: count.describe(
    'Conversations that began; all the counts that follow are of these, as they stand now.',
  ),
  waiting: count,
  completed: count,
  handedOff: count,
  failed: count,
  abandoned: count,
  rates: z.object({
    containment: rate.describe('Completed by the flow alone, of all that ended.'),
    handoff: rate.describe('With a human’s part (asked by the flow or not), of all that ended.'),
    abandonment: rate,
    failure: rate,
  }),
  outcomes: z.record(z.string(), count).describe('By the name its end block gave.'),
};

export const reportShape = z.object({
  deploymentId: id,
  from: instant.describe('Included.'),
  to: instant.describe('Not included.'),
  total: z.object(numbers),
  byDay: z.array(z.object({ day: z.iso.date().describe('UTC'), ...numbers })),
  byVersion: z.array(z.object({ versionNumber: z.int(), ...numbers })),
  people: z.object({
    reached: count.describe(
      'Draws that came out in, since the period began, visitors without a row included.',
    ),
    leftOut: count.describe('Draws that came out out, likewise.'),
    storedIn: count.describe('People stored with a draw who stand in today, whatever the period.'),
    storedOut: count.describe('People stored with a draw who stand out today, whatever the period.'),
  }),
  sampleRatio: z
    .object({
      draws: count,
      expectedIn: z.number().describe('The sum of the share at each draw.'),
      observedIn: count,
      z: z
        .number()
        .nullable()
        .describe('Standard deviations from the expected; null when none are possible.'),
      alarm: z
        .boolean()
        .describe('More than 4 standard deviations away: the sample is not what was asked for.'),
    })
    .describe('Whether as many were drawn in as the shares say, over this generation’s draws in the period.'),
});

const moment = z.union([instant, z.iso.date()]).describe('ISO 8601, UTC; a date alone means its beginning.');

export const reportCalls = {
  deployment: route({
    method: 'GET',
    path: '/deployments/:id/report',
    summary: 'Counts and rates of a deployment, by day and by version',
    tag: 'Reports',
    role: 'viewer',
    status: 200,
    params: byId,
    query: z.strictObject({ from: moment.optional(), to: moment.optional() }),
    answer: reportShape,
  }),
};
