/** A new conversation, or the one that is open: decided, pinned, and begun in one transaction. */
import { decide } from '@sluice/core/deployment/decide';
import type { Decided } from '@sluice/core/deployment/decision';
import type { Input } from '@sluice/core/interpreter/input';
import { step } from '@sluice/core/interpreter/step';
import type { Json } from '@sluice/core/json';
import type { VisitorToken } from '@sluice/platforms/website/visitor-token';
import type { Db } from '../db/database.ts';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import { abandonHours } from './abandon-hours.ts';
import { commit } from './commit.ts';
import { readConversation } from './conversation-row.ts';
import { deadlineOf } from './deadline.ts';
import { storeFreshDraw } from './draw-store.ts';
import { factsOf } from './facts.ts';
import { settlePerson } from './identify.ts';
import type { KnownPerson } from './known-person.ts';
import { saidBy } from './message-record.ts';
import { Again, inTransaction } from './retry.ts';
import { visitorHash } from './tombstone.ts';
import type { Runner } from './turn.ts';
import { writeMessages, writeTurn } from './turn-record.ts';
import { recognise } from './visit.ts';
import { anew, type Visitor } from './visitor.ts';

export type Opened = { readonly token: VisitorToken; readonly conversationId: string | null };

/** `restart` ends the open conversation first. Null: no bot for this person now (or no active deployment at all). */
export const openConversation = async (
  runner: Runner,
  loaded: LoadedChannel,
  came: Visitor,
  restart: boolean,
): Promise<Opened> => {
  const { visitor, known } = await recognise(runner, loaded, came);
  if (known?.openConversation && !restart) {
    return { token: visitor.token, conversationId: known.openConversation };
  }
  if (known?.openConversation) await endByRestart(runner, loaded, known.openConversation);
  if (loaded.plan.deployments.length === 0) return { token: visitor.token, conversationId: null };

  const begun = await inTransaction(runner.db, async () => {
    const newest = await runner.plans.byId(loaded.channel.workspaceId, loaded.channel.id);
    return (trx) => begin(runner, trx, newest ?? loaded, visitor);
  });
  const token = { ...begun.token, stored: true, draws: [] };
  runner.counts.count(loaded.channel.workspaceId, begun.newDraws);
  if (begun.conversationId !== null) runner.perform(loaded.channel.workspaceId, begun.conversationId);
  return { token, conversationId: begun.conversationId };
};

const begin = async (runner: Runner, trx: Db, loaded: LoadedChannel, came: Visitor) => {
  const { workspaceId, id: channelId } = loaded.channel;
  const visitor = await unlessErased(runner, trx, workspaceId, came);
  const person = await settlePerson(runner, trx, { workspaceId, channelId }, visitor);
  if (person.openConversation) {
    return { token: visitor.token, conversationId: person.openConversation, newDraws: [] };
  }
  await requireNewest(runner, trx, loaded);
  const now = runner.clock.now();
  const facts = factsOf(visitor, person, person.id);
  const decided = decide(loaded.plan, facts, person.draws, now, 'conversation');
  if (decided.decision.reason === 'no-active-deployment') {
    return { token: visitor.token, conversationId: null, newDraws: [] };
  }
  for (const draw of decided.newDraws) {
    if ((await storeFreshDraw(trx, workspaceId, draw)) === 'stored') continue;
    runner.plans.forget(channelId);
    throw new Again();
  }
  const conversationId = await record(runner, trx, loaded, person, decided, facts.attributes);
  return { token: visitor.token, conversationId, newDraws: decided.newDraws };
};

/** Stores the decision, and for "bot" the first turn. Null for a refused opening. */
const record = async (
  runner: Runner,
  trx: Db,
  loaded: LoadedChannel,
  person: KnownPerson,
  { decision, newDraws }: Decided,
  attributes: { readonly [name: string]: Json },
): Promise<string | null> => {
  const { channel, deployments } = loaded;
  const now = runner.clock.now();
  const at = new Date(now);
  const conversationId = runner.random.id('conversation');
  // Fresh draws are stored by this same transaction: in the record they are.
  const kept =
    decision.draw && newDraws.length > 0
      ? { ...decision, draw: { ...decision.draw, stored: true } }
      : decision;
  const row = {
    workspace_id: channel.workspaceId,
    id: conversationId,
    channel_id: channel.id,
    person_id: person.id,
    decision: JSON.stringify(kept),
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
  await writeMessages(
    trx,
    { workspace_id: channel.workspaceId, conversation_id: conversationId },
    1,
    messages,
  );
  await writeTurn(trx, runner.random, {
    workspaceId: channel.workspaceId,
    conversationId,
    personId: person.id,
    n: 1,
    at,
    input,
    effects,
  });
  return conversationId;
};

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

const endByRestart = (runner: Runner, { channel }: LoadedChannel, conversationId: string): Promise<void> =>
  runner.serial.run(conversationId, async () => {
    for (;;) {
      const row = await readConversation(runner.db, channel.workspaceId, conversationId);
      if (!row || (row.status !== 'waiting' && row.status !== 'handed-off')) return;
      const now = runner.clock.now();
      if (await commit(runner, row, { status: 'abandoned', now, deadline: null })) return;
    }
  });

/** The token of an erased person opens nothing: they are a stranger now. */
const unlessErased = async (
  runner: Runner,
  trx: Db,
  workspaceId: string,
  came: Visitor,
): Promise<Visitor> => {
  if (came.fresh) return came;
  const erased = await trx
    .selectFrom('tombstones')
    .select('hash')
    .where('workspace_id', '=', workspaceId)
    .where('hash', '=', visitorHash(came.token.visitor))
    .executeTakeFirst();
  return erased ? anew(runner, came) : came;
};

/** Decides again on the newest deployments when they changed since `loaded` was read (perhaps on another node). */
const requireNewest = async (
  runner: Runner,
  trx: Db,
  { channel, revision }: LoadedChannel,
): Promise<void> => {
  const row = await trx
    .selectFrom('channels')
    .select('revision')
    .where('workspace_id', '=', channel.workspaceId)
    .where('id', '=', channel.id)
    .executeTakeFirst();
  if (row?.revision === revision) return;
  runner.plans.forget(channel.id);
  throw new Again();
};
