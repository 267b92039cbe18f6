/** A Sluice in this process as a journey needs it: its first workspace made, spoken to over HTTP only. */
import { ensureFirstWorkspace } from '../../server/features/workspaces/bootstrap.ts';
import { type Api, apiOf, type Send, sendInto } from './site.ts';
import { type FakeSluice, fakeSluice, TEST_CONFIG } from './sluice.ts';

export const JOURNEY_KEY = TEST_CONFIG.apiKey ?? '';

export type Journey = FakeSluice & { readonly send: Send; readonly api: Api };

/** Close it when the test file is done. */
export const startJourney = async (config: Parameters<typeof fakeSluice>[0] = {}): Promise<Journey> => {
  const sluice = await fakeSluice(config);
  await ensureFirstWorkspace(sluice.runner);
  const send = sendInto(sluice);
  return { ...sluice, send, api: apiOf(send, JOURNEY_KEY) };
};
