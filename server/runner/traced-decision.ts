/** The decision as the runner makes it: the core's `decide`, now, as a span. */
import { type DecideOptions, decide } from '@sluice/core/deployment/decide';
import type { Decided } from '@sluice/core/deployment/decision';
import type { PersonFacts } from '@sluice/core/deployment/person';
import type { Draw, Purpose } from '@sluice/core/rollout/draw';
import type { LoadedChannel } from '../features/deployments/plans.ts';
import type { Services } from '../services.ts';

export type Asked = {
  readonly facts: PersonFacts;
  readonly draws: ReadonlyMap<string, Draw>;
  readonly purpose: Purpose;
};

/** `options` are the core's own: with the full trace unless said otherwise. */
export const tracedDecision = (
  { tracing, clock }: Pick<Services, 'tracing' | 'clock'>,
  { plan }: Pick<LoadedChannel, 'plan'>,
  { facts, draws, purpose }: Asked,
  options?: DecideOptions,
): Decided =>
  tracing.span(
    'decide',
    { 'sluice.purpose': purpose, 'sluice.deployments': plan.deployments.length },
    (span) => {
      const decided = decide(plan, facts, draws, clock.now(), purpose, options);
      const { outcome, reason, deploymentId, versionNumber } = decided.decision;
      span.set({
        'sluice.outcome': outcome,
        'sluice.reason': reason,
        'sluice.deployment': deploymentId,
        'sluice.version': versionNumber,
      });
      return decided;
    },
  );
