/** A new conversation, or the one that is open: decided, pinned, and begun in one statement or one transaction. */
import { unavailable } from '@sluice/core/deployment/decide';
import type { Draw } from '@sluice/core/rollout/draw';
import type { VisitorToken } from '@sluice/platforms/website/visitor-token';
import type { Db } from '../db/database.ts';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import { commitAndTell } from './commit.ts';
import { readConversation } from './conversation-row.ts';
import { storeFreshDraw } from './draw-store.ts';
import { factsOf } from './facts.ts';
import { settlePerson } from './identify.ts';
import { onNewestPlan } from './newest-plan.ts';
import { openAtOnce } from './opening-at-once.ts';
import { type Began, beganWith, openingRecord } from './opening-record.ts';
import { writeOpening } from './opening-write.ts';
import { recognise, recogniseUser } from './recognise.ts';
import { Again, inTransaction } from './retry.ts';
import { tracedDecision } from './traced-decision.ts';
import type { Runner } from './turn.ts';
import type { Visitor } from './visitor.ts';

export type Opened = {
  readonly token: VisitorToken;
  readonly conversationId: string | null;
  /** The conversation, when its first turn was taken just now: nobody needs to read it. */
  readonly began: Began | null;
};

/**
 * `restart` ends the open conversation first. Null: no bot for this person now (or no active deployment at all).
 * When the decision cannot be made there is no bot either, no draw is made, and it is recorded so if that is possible.
 */
export const openConversation = (
  runner: Runner,
  loaded: LoadedChannel,
  came: Visitor,
  restart: boolean,
): Promise<Opened> =>
  runner.tracing.span('opening', { 'sluice.channel': loaded.channel.id }, async (span) => {
    const opened = await decidedOpening(runner, loaded, came, restart);
    span.set({
      'sluice.conversation': opened.conversationId ?? undefined,
      'sluice.began': opened.began !== null,
    });
    return opened;
  });

const decidedOpening = async (
  runner: Runner,
  loaded: LoadedChannel,
  came: Visitor,
  restart: boolean,
): Promise<Opened> => {
  try {
    return await open(runner, loaded, came, restart);
  } catch (error) {
    runner.log.error({ err: error, channel: loaded.channel.id }, 'opening could not be decided');
    return recordUnavailable(runner, loaded, came);
  }
};

const open = async (
  runner: Runner,
  loaded: LoadedChannel,
  came: Visitor,
  restart: boolean,
): Promise<Opened> => {
  const { workspaceId } = loaded.channel;
  const recognised = (await recogniseUser(runner, loaded, came)) ?? (await recognise(runner, loaded, came));
  const { visitor, known } = recognised;
  if (known?.openConversation && !restart) {
    return { token: visitor.token, conversationId: known.openConversation, began: null };
  }
  if (known?.openConversation) await endByRestart(runner, workspaceId, known.openConversation);
  else {
    const opened = await openAtOnce(runner, loaded, recognised);
    if (opened) return opened;
  }

  const begun = await onNewestPlan(runner, loaded, (trx, newest) => begin(runner, trx, newest, visitor));
  for (const id of begun.changedChannels) runner.plans.forget(id);
  runner.counts.count(workspaceId, begun.newDraws);
  if (begun.began?.wishes) runner.perform(workspaceId, begun.began.id);
  return { token: begun.token, conversationId: begun.conversationId, began: begun.began };
};

type Begun = Opened & {
  readonly newDraws: readonly Draw[];
  readonly changedChannels: readonly string[];
};

const begin = async (runner: Runner, trx: Db, loaded: LoadedChannel, came: Visitor): Promise<Begun> => {
  const { workspaceId, id: channelId } = loaded.channel;
  if (loaded.plan.deployments.length === 0) {
    return { token: came.token, conversationId: null, newDraws: [], began: null, changedChannels: [] };
  }
  const settled = await settlePerson(runner, trx, { workspaceId, channelId }, came);
  const { visitor, person, changedChannels } = settled;
  const opened = { token: visitor.token, newDraws: [], began: null, changedChannels };
  if (person.openConversation) return { ...opened, conversationId: person.openConversation };
  const facts = factsOf(visitor, person, person.id);
  const asked = { facts, draws: person.draws, purpose: 'conversation' } as const;
  const decided = tracedDecision(runner, loaded, asked);
  for (const draw of decided.newDraws) {
    if ((await storeFreshDraw(trx, workspaceId, draw)) === 'stored') continue;
    runner.plans.forget(channelId);
    throw new Again();
  }
  const opening = await openingRecord(runner, loaded, person, decided, facts.attributes, trx);
  await writeOpening(trx, opening);
  const began = beganWith(opening);
  return { ...opened, conversationId: began?.id ?? null, newDraws: decided.newDraws, began };
};

const endByRestart = (runner: Runner, workspaceId: string, conversationId: string): Promise<void> =>
  runner.serial.run(conversationId, async () => {
    for (;;) {
      const row = await readConversation(runner.db, workspaceId, conversationId);
      if (!row || (row.status !== 'waiting' && row.status !== 'handed-off')) return;
      const now = runner.clock.now();
      if (await commitAndTell(runner, row, { status: 'abandoned', now, deadline: null })) return;
    }
  });

/** The record of an opening nobody could decide. Where even this cannot be written, the log has to do. */
const recordUnavailable = async (runner: Runner, loaded: LoadedChannel, came: Visitor): Promise<Opened> => {
  const { workspaceId, id: channelId } = loaded.channel;
  if (loaded.plan.deployments.length === 0) return { token: came.token, conversationId: null, began: null };
  try {
    const { visitor, changedChannels } = await inTransaction(runner.db, async () => async (trx) => {
      const settled = await settlePerson(runner, trx, { workspaceId, channelId }, came);
      const { attributes } = factsOf(settled.visitor, settled.person, settled.person.id);
      await writeOpening(
        trx,
        await openingRecord(runner, loaded, settled.person, unavailable(), attributes, trx),
      );
      return settled;
    });
    for (const id of changedChannels) runner.plans.forget(id);
    return { token: visitor.token, conversationId: null, began: null };
  } catch (error) {
    runner.log.error({ err: error, channel: channelId }, 'undecided opening could not be recorded');
    return { token: came.token, conversationId: null, began: null };
  }
};
