/** A published flow that asks its questions one by one, deployed to everyone: the ground of the journeys. */
import type { Block, FlowDocument } from '@sluice/core/flow/document';
import { type Api, apiOf, type Send } from './site.ts';

/**
 * Says `<name>: question 1`, waits for an answer, and so on; then says `<name>: bye` and ends. With `pause`, it sleeps
 * so many seconds after the first answer.
 */
export const talk = (name: string, questions = 3, pause?: number): FlowDocument => {
  const blocks: Block[] = [];
  for (let n = 1; n <= questions; n += 1) {
    blocks.push({ id: `say${n}`, type: 'message', markdown: `${name}: question ${n}` });
    blocks.push({ id: `ask${n}`, type: 'input', kind: 'text', variable: `answer${n}` });
    if (n === 1 && pause !== undefined) blocks.push({ id: 'pause', type: 'wait', seconds: pause });
  }
  blocks.push({ id: 'bye', type: 'message', markdown: `${name}: bye` });
  blocks.push({ id: 'end', type: 'end', outcome: name });
  return {
    schema: 1,
    name: 'Talk',
    start: { group: 'all' },
    groups: [{ id: 'all', title: 'All', position: { x: 0, y: 0 }, blocks }],
    edges: [],
    variables: Array.from({ length: questions }, (_, index) => ({
      id: `v${index + 1}`,
      name: `answer${index + 1}`,
      type: 'text' as const,
    })),
    triggers: [],
    settings: {},
  };
};

export const EVERYONE = { everyone: true };
export const VIP = {
  groups: [{ name: 'VIP customers', rules: [{ attribute: 'tags', operator: 'contains', value: 'VIP' }] }],
};

export type Deployed = {
  readonly api: Api;
  readonly flowId: string;
  readonly channelId: string;
  readonly channelKey: string;
  readonly deploymentId: string;
};

/** Publishes `document` as version 1 and deploys it on a fresh website channel; `deployment` overrides what differs. */
export const deploy = async (
  send: Send,
  key: string,
  document: FlowDocument,
  deployment: Readonly<Record<string, unknown>> = {},
): Promise<Deployed> => {
  const api = apiOf(send, key);
  const flow = await api('POST', '/flows', { name: document.name, document });
  await api('POST', `/flows/${flow.id}/versions`, {});
  const channel = await api('POST', '/channels', { platform: 'website', name: 'Shop', settings: {} });
  const deployed = await api('POST', '/deployments', {
    name: 'Talk',
    flowId: flow.id,
    channelId: channel.id,
    version: 'latest',
    audience: EVERYONE,
    rollout: { share: 100 },
    active: true,
    ...deployment,
  });
  return {
    api,
    flowId: flow.id,
    channelId: channel.id,
    channelKey: channel.key,
    deploymentId: deployed.id,
  };
};

/** Publishes one more version. */
export const publish = async (
  { api, flowId }: Pick<Deployed, 'api' | 'flowId'>,
  document: FlowDocument,
  label?: string,
): Promise<number> => {
  await api('PUT', `/flows/${flowId}/draft`, document);
  const version = await api('POST', `/flows/${flowId}/versions`, label === undefined ? {} : { label });
  return version.number;
};
