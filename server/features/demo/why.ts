/** Why the visitor of the demo page meets this bot, or none: the recorded decision, or the one that would be made. */
import { decide } from '@sluice/core/deployment/decide';
import type { Decision } from '@sluice/core/deployment/decision';
import { type WhyDeployment, type WhyStep, whyPath } from '@sluice/core/deployment/why';
import type { Draw } from '@sluice/core/rollout/draw';
import { drawsOf, factsOf } from '../../runner/facts.ts';
import { recognise } from '../../runner/recognise.ts';
import type { Runner } from '../../runner/turn.ts';
import type { Visitor } from '../../runner/visitor.ts';
import type { LoadedChannel } from '../deployments/plans.ts';

export type Why = { readonly title: string; readonly summary: string; readonly steps: readonly WhyStep[] };

export const whyOf = async (runner: Runner, loaded: LoadedChannel, came: Visitor): Promise<Why> => {
  const { visitor, known } = await recognise(runner, loaded, came);
  const { workspaceId } = loaded.channel;
  const personId = known?.id ?? visitor.token.visitor;
  const draws = drawsOf(visitor, known, personId);
  const recorded = known?.openConversation
    ? await recordedDecision(runner, workspaceId, known.openConversation)
    : null;
  const decision =
    recorded ??
    decide(loaded.plan, factsOf(visitor, known, personId), draws, runner.clock.now(), 'visit').decision;
  const deployments = await describe(runner, loaded, decision, draws);
  return {
    title: decision.outcome === 'bot' ? 'Why this bot?' : 'Why no bot?',
    summary: recorded
      ? 'From the record of the conversation, as it was decided.'
      : 'What the next conversation would be decided on.',
    steps: whyPath(decision, deployments, {
      attributes: new Map(
        loaded.channel.platform.attributes(loaded.channel.settings).map(({ path, name }) => [path, name]),
      ),
    }),
  };
};

const recordedDecision = async (
  { db }: Pick<Runner, 'db'>,
  workspaceId: string,
  conversationId: string,
): Promise<Decision> => {
  const row = await db
    .selectFrom('conversations')
    .select('decision')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  return row.decision as Decision; // only written from a Decision
};

/** The deployments of the trace, with the labels of the versions they lead to. */
const describe = async (
  { db }: Pick<Runner, 'db'>,
  { channel, deployments }: LoadedChannel,
  decision: Decision,
  draws: ReadonlyMap<string, Draw>,
): Promise<ReadonlyMap<string, WhyDeployment>> => {
  const versions = await db
    .selectFrom('flow_versions')
    .select(['flow_id', 'number', 'label'])
    .where('workspace_id', '=', channel.workspaceId)
    .execute();
  return new Map(
    decision.trace.flatMap(({ deploymentId }): [string, WhyDeployment][] => {
      const found = deployments.get(deploymentId);
      if (!found) return [];
      const { deployment, latestVersion } = found;
      const number =
        (deploymentId === decision.deploymentId ? decision.versionNumber : undefined) ??
        (deployment.version === 'latest' ? latestVersion : deployment.version);
      const label = versions.find((row) => row.flow_id === deployment.flowId && row.number === number)?.label;
      return [
        [
          deploymentId,
          {
            name: deployment.name,
            audience: deployment.audience,
            share: deployment.rollout.share,
            version: deployment.version,
            draw: draws.get(deploymentId),
            versionName: label ?? `version ${number}`,
          },
        ],
      ];
    }),
  );
};
