/** Writes an opening down: the decision with what it was made on, and for "bot" the first turn. */
import type { Decided, Decision } from '@sluice/core/deployment/decision';
import type { Input } from '@sluice/core/interpreter/input';
import { step } from '@sluice/core/interpreter/step';
import type { JsonObject } from '@sluice/core/json';
import type { Db } from '../db/database.ts';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import { abandonHours } from './abandon-hours.ts';
import { deadlineOf } from './deadline.ts';
import type { KnownPerson } from './known-person.ts';
import { saidBy } from './message-record.ts';
import type { Runner } from './turn.ts';
import { hasWishes, writeMessages, writeTurn } from './turn-record.ts';

const NOTHING_RUNS = {
  deployment_id: null,
  flow_id: null,
  version_number: null,
  status: 'none',
  turn: 0,
  last_seq: 0,
  state: null,
  outcome: null,
  problem: null,
  due_at: null,
  due_kind: null,
} as const;

export type Began = { readonly conversationId: string; readonly wishes: boolean };

/** In the caller's transaction. The conversation that began; null for a refused opening, which is recorded too. */
export const recordOpening = async (
  runner: Runner,
  trx: Db,
  loaded: LoadedChannel,
  person: KnownPerson,
  decided: Decided,
  attributes: JsonObject,
): Promise<Began | null> => {
  const { channel, deployments } = loaded;
  const { decision } = decided;
  const now = runner.clock.now();
  const at = new Date(now);
  const key = { workspace_id: channel.workspaceId, conversation_id: runner.random.id('conversation') };
  const row = {
    workspace_id: channel.workspaceId,
    id: key.conversation_id,
    channel_id: channel.id,
    person_id: person.id,
    decision: JSON.stringify(asStored(decided)),
    attributes: JSON.stringify(attributes),
    opened_at: at,
    touched_at: at,
  };
  const winner = decision.deploymentId === undefined ? undefined : deployments.get(decision.deploymentId);
  if (!winner || decision.versionNumber === undefined) {
    await trx
      .insertInto('conversations')
      .values({ ...row, ...NOTHING_RUNS, ended_at: at })
      .execute();
    return null;
  }
  const flowId = winner.deployment.flowId;
  const program = await runner.programs.of(channel.workspaceId, flowId, decision.versionNumber, trx);
  const input: Input = { type: 'start', now, person: { key: person.key, attributes } };
  const { state, effects } = step(program, null, input);
  const messages = saidBy(effects).map((message, index) => ({ ...message, seq: index + 1, at }));
  const deadline = deadlineOf(state, now, abandonHours(program, loaded));
  await trx
    .insertInto('conversations')
    .values({
      ...row,
      deployment_id: winner.deployment.id,
      flow_id: flowId,
      version_number: decision.versionNumber,
      status: state.status,
      turn: 1,
      last_seq: messages.length,
      state: JSON.stringify(state),
      outcome: state.outcome ?? null,
      problem: state.problem ? JSON.stringify(state.problem) : null,
      ended_at: state.status === 'waiting' || state.status === 'handed-off' ? null : at,
      due_at: deadline?.at ?? null,
      due_kind: deadline?.kind ?? null,
    })
    .execute();
  await writeMessages(trx, key, 1, messages);
  await writeTurn(trx, runner.random, {
    workspaceId: channel.workspaceId,
    conversationId: key.conversation_id,
    personId: person.id,
    n: 1,
    at,
    input,
    effects,
  });
  return { conversationId: key.conversation_id, wishes: hasWishes(effects) };
};

/** Fresh draws are stored by this same transaction: in the record they are. */
const asStored = ({ decision, newDraws }: Decided): Decision =>
  decision.draw && newDraws.length > 0 ? { ...decision, draw: { ...decision.draw, stored: true } } : decision;
