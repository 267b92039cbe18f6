/** A page load: decides whether the bubble shows. Writes nothing for an anonymous visitor. */
import type { Decided } from '@sluice/core/deployment/decision';
import { MOST_DRAWS, type VisitorToken } from '@sluice/platforms/website/visitor-token';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import { storeFreshDraw } from './draw-store.ts';
import { drawsOf, factsOf, withDraws } from './facts.ts';
import { settlePerson } from './identify.ts';
import { onNewestPlan } from './newest-plan.ts';
import { isIdentified, type Recognised, recognise } from './recognise.ts';
import { Again } from './retry.ts';
import { tracedDecision } from './traced-decision.ts';
import type { Runner } from './turn.ts';
import type { Visitor } from './visitor.ts';

export type Visit = { readonly token: VisitorToken; readonly bot: null | { readonly resumes: boolean } };

/**
 * Decides on the plan in memory. A token that says nothing is stored needs no database at all; a stored visitor costs
 * one indexed read. Writes are for people who are identified: who they are, and each draw when it is made.
 * When the database does not answer there is no bot: never a guess.
 */
export const visit = (runner: Runner, loaded: LoadedChannel, came: Visitor): Promise<Visit> =>
  runner.tracing.span('visit', { 'sluice.channel': loaded.channel.id }, async () => {
    try {
      return await decided(runner, loaded, came);
    } catch (error) {
      runner.log.error({ err: error, channel: loaded.channel.id }, 'visit could not be decided');
      return { token: came.token, bot: null };
    }
  });

const decided = async (runner: Runner, loaded: LoadedChannel, came: Visitor): Promise<Visit> => {
  const recognised = await recognise(runner, loaded, came);
  const { visitor, known } = recognised;
  const resumes = known?.openConversation != null;
  const { decision, newDraws } = decideVisit(runner, loaded, recognised);
  if (newDraws.length > 0 && mustStore(recognised, newDraws.length)) {
    return store(runner, loaded, visitor);
  }
  runner.counts.count(loaded.channel.workspaceId, newDraws);
  return {
    token: withDraws(visitor.token, loaded, newDraws),
    bot: resumes || decision.outcome === 'bot' ? { resumes } : null,
  };
};

const decideVisit = (runner: Runner, loaded: LoadedChannel, { visitor, known }: Recognised): Decided => {
  const personId = known?.id ?? visitor.token.visitor;
  const facts = factsOf(visitor, known, personId);
  const draws = drawsOf(visitor, known, personId);
  return tracedDecision(runner, loaded, { facts, draws, purpose: 'visit' }, { trace: false });
};

/** An identified person may come from another device next; and a token holds only so many draws. */
const mustStore = ({ visitor, known }: Recognised, more: number): boolean =>
  isIdentified(known) || visitor.token.draws.length + more > MOST_DRAWS;

/** Decides anew on the newest deployments, and stores the draws in the same transaction. */
const store = async (runner: Runner, loaded: LoadedChannel, came: Visitor): Promise<Visit> => {
  const { workspaceId, id: channelId } = loaded.channel;
  const kept = await onNewestPlan(runner, loaded, async (trx, newest) => {
    const settled = await settlePerson(runner, trx, { workspaceId, channelId }, came);
    const { visitor, person, changedChannels } = settled;
    const facts = factsOf(visitor, person, person.id);
    const asked = { facts, draws: person.draws, purpose: 'identified' } as const;
    const { decision, newDraws } = tracedDecision(runner, newest, asked, { trace: false });
    for (const draw of newDraws) {
      if ((await storeFreshDraw(trx, workspaceId, draw)) === 'stored') continue;
      runner.plans.forget(channelId);
      throw new Again();
    }
    return { visitor, decision, newDraws, changedChannels, resumes: person.openConversation !== null };
  });
  for (const id of kept.changedChannels) runner.plans.forget(id);
  runner.counts.count(workspaceId, kept.newDraws);
  const { resumes } = kept;
  return {
    token: kept.visitor.token,
    bot: resumes || kept.decision.outcome === 'bot' ? { resumes } : null,
  };
};
