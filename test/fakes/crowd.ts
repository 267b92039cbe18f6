/** Many visitors at once: who of them is greeted, and how many that should be. */
import { expect } from 'vitest';
import { each, type Send, type Visitor, visitorOf } from './site.ts';
import type { Deployed } from './talk.ts';

export const AS_VIP = { tags: ['VIP'] };

/** People with the tag VIP, never seen before. */
export const vips = (send: Send, { channelKey }: Deployed, size: number): readonly Visitor[] =>
  Array.from({ length: size }, () => visitorOf(send, channelKey, AS_VIP));

/** Who is greeted when all of them come (back) and begin a conversation. */
export const greeted = (visitors: readonly Visitor[]): Promise<boolean[]> =>
  each(visitors, async (visitor) => (await visitor.open({ restart: true })) !== null);

/** Who sees the bubble when all of them load a page. */
export const bubbles = (visitors: readonly Visitor[]): Promise<boolean[]> =>
  each(visitors, (visitor) => visitor.visit());

export const setShare = ({ api, deploymentId }: Deployed, share: number): Promise<unknown> =>
  api('PATCH', `/deployments/${deploymentId}`, { rollout: { share } });

export const count = (all: readonly boolean[]): number => all.filter(Boolean).length;

/** Within 4.5 standard deviations of a fair draw: one run in 150,000 would fail by chance. */
export const expectAbout = (found: number, people: number, percent: number): void => {
  const mean = (people * percent) / 100;
  const width = 4.5 * Math.sqrt(mean * (1 - percent / 100));
  expect(found).toBeGreaterThan(mean - width);
  expect(found).toBeLessThan(mean + width);
};
