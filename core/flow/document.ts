/** The flow document: the graph that people draw, as plain data. */

import type { Place } from '../interpreter/state.ts';
import type { Json } from '../json.ts';

/** One discriminated union on `type`; the settings beside `id` and `type` belong to the block's definition. */
export type Block = { readonly id: string; readonly type: string; readonly [setting: string]: unknown };

/** A sequence of blocks, run top to bottom. */
export type Group = {
  readonly id: string;
  readonly title: string;
  readonly position: { readonly x: number; readonly y: number };
  readonly blocks: readonly Block[];
};

export type EdgeSource = { readonly block: string; readonly port?: string } | { readonly trigger: string };
export type Edge = { readonly id: string; readonly from: EdgeSource; readonly to: Place };

export type VariableType = 'text' | 'number' | 'boolean' | 'list' | 'object';
export type Variable = {
  readonly id: string;
  readonly name: string;
  readonly title?: string;
  readonly type: VariableType;
  readonly default?: Json;
  /** Masked wherever variables are shown, and never logged. What the person wrote stays in the transcript. */
  readonly secret?: boolean;
};

export type Trigger =
  | { readonly id: string; readonly type: 'keyword'; readonly words: readonly string[] }
  | { readonly id: string; readonly type: 'command'; readonly command: string }
  | { readonly id: string; readonly type: 'page'; readonly [rule: string]: unknown };

export type FlowSettings = {
  /** Hours without a reply after which a conversation counts as abandoned, unless the deployment says otherwise. */
  readonly abandonAfterHours?: number;
  /** Said when a reply does not fit and the block has no words of its own. */
  readonly retryMessage?: string;
};

export type FlowDocument = {
  readonly schema: 1;
  readonly name: string;
  readonly start: Place;
  readonly groups: readonly Group[];
  readonly edges: readonly Edge[];
  readonly variables: readonly Variable[];
  readonly triggers: readonly Trigger[];
  readonly settings: FlowSettings;
};
