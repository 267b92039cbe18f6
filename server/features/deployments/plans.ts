/** Channels with their deployments, compiled once and held in memory until something they depend on changes. */
import type { JsonObject } from '@sluice/core/json';
import type { ChannelPlan } from '@sluice/core/deployment/plan';
import type { DeploymentWithActs } from '@sluice/core/deployment/deployment';

export type Channel = {
  readonly workspaceId: string;
  readonly id: string;
  readonly key: string;
  readonly platform: string;
  readonly name: string;
  /** Settings with the secrets filled in: for the server's own use, never for an answer. */
  readonly settings: JsonObject;
};

export type LoadedChannel = {
  readonly channel: Channel;
  /** The channel row's revision when this was read; a newer one in the database makes this stale. */
  readonly revision: number;
  readonly plan: ChannelPlan;
  readonly deployments: ReadonlyMap<string, DeploymentWithActs>;
};

export type Plans = {
  /** The channel by its public key; null when there is none (or it is archived). */
  byKey(key: string): Promise<LoadedChannel | null>;
  byId(workspaceId: string, channelId: string): Promise<LoadedChannel | null>;
  /** Forget a channel: called after the transaction that changed it has committed. */
  forget(channelId: string): void;
};
