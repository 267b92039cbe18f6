/** An opening as it is written down: the decision with what it was made on, and for "bot" the first turn. */
import type { Decided, Decision } from '@sluice/core/deployment/decision';
import type { Awaiting } from '@sluice/core/interpreter/awaiting';
import type { Effect } from '@sluice/core/interpreter/effect';
import type { Input } from '@sluice/core/interpreter/input';
import type { State } from '@sluice/core/interpreter/state';
import { step } from '@sluice/core/interpreter/step';
import type { JsonObject } from '@sluice/core/json';
import type { Db } from '../db/database.ts';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import { abandonHours } from './abandon-hours.ts';
import type { RowStatus } from './conversation-row.ts';
import { type Deadline, deadlineOf } from './deadline.ts';
import type { KnownPerson } from './known-person.ts';
import { type MessageRecord, saidBy } from './message-record.ts';
import type { Runner } from './turn.ts';
import { type WishRecord, wishesIn } from './wishes.ts';

/** What a first turn has come to. */
export type Run = {
  readonly deploymentId: string;
  readonly flowId: string;
  readonly versionNumber: number;
  readonly state: State;
  readonly deadline: Deadline | null;
};

export type OpeningRecord = {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly personId: string;
  readonly id: string;
  readonly at: Date;
  readonly decision: Decision;
  readonly attributes: JsonObject;
  readonly messages: readonly MessageRecord[];
  readonly turn: { readonly input: Input; readonly effects: readonly Effect[] } | null;
  readonly wishes: readonly WishRecord[];
  /** Null for a refused opening, which is recorded too. */
  readonly run: Run | null;
};

/** A conversation that began just now, with all that its visitor sees of it. */
export type Began = {
  readonly id: string;
  readonly wishes: boolean;
  readonly messages: readonly MessageRecord[];
  readonly awaiting: Awaiting | null;
  readonly status: RowStatus;
};

/** Inside a transaction, pass it as `within`: the version may have to be read. */
export const openingRecord = async (
  runner: Runner,
  loaded: LoadedChannel,
  person: KnownPerson,
  decided: Decided,
  attributes: JsonObject,
  within?: Db,
): Promise<OpeningRecord> => {
  const { channel, deployments } = loaded;
  const { decision } = decided;
  const { workspaceId } = channel;
  const now = runner.clock.now();
  const at = new Date(now);
  const record = {
    workspaceId,
    channelId: channel.id,
    personId: person.id,
    id: runner.random.id('conversation'),
    at,
    decision: asStored(decided),
    attributes,
  };
  const winner = decision.deploymentId === undefined ? undefined : deployments.get(decision.deploymentId);
  if (!winner || decision.versionNumber === undefined) {
    return { ...record, messages: [], turn: null, wishes: [], run: null };
  }
  const { id: deploymentId, flowId } = winner.deployment;
  const { versionNumber } = decision;
  const program = await runner.programs.of(workspaceId, flowId, versionNumber, within);
  const input: Input = { type: 'start', now, person: { key: person.key, attributes } };
  const { state, effects } = runner.tracing.span('step', {}, () => step(program, null, input));
  const deadline = deadlineOf(state, now, abandonHours(program, loaded));
  return {
    ...record,
    messages: saidBy(effects).map((message, index) => ({ ...message, seq: index + 1, at })),
    turn: { input, effects },
    wishes: wishesIn(runner.random, effects),
    run: { deploymentId, flowId, versionNumber, state, deadline },
  };
};

/** Null for a refused opening. */
export const beganWith = ({ id, run, messages, wishes }: OpeningRecord): Began | null =>
  run && {
    id,
    messages,
    wishes: wishes.length > 0,
    awaiting: run.state.awaiting,
    status: run.state.status,
  };

/** Fresh draws are stored by this same transaction: in the record they are. */
const asStored = ({ decision, newDraws }: Decided): Decision =>
  decision.draw && newDraws.length > 0 ? { ...decision, draw: { ...decision.draw, stored: true } } : decision;
