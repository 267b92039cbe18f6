/** Why a person met this bot, or none: the recorded decision told as a path, one sentence a step. */
import type { Audience } from '../audience/audience.ts';
import { type AudienceNames, audienceSentence } from '../audience/sentence.ts';
import type { Instant } from '../instant.ts';
import type { Json } from '../json.ts';
import { type BasisPoints, toPercent } from '../rollout/share.ts';
import type { Decision, TraceEntry } from './decision.ts';
import type { VersionPolicy } from './deployment.ts';

/** One step of the path. `held`: the person was held here (let in, matched); otherwise passed by. */
export type WhyStep = {
  readonly held: boolean;
  readonly title: string;
  readonly text: string;
  readonly bar?: WhyBar;
};

/** The gate bar under a step about a pick: all in percent. */
export type WhyBar = {
  /** The share at the pick. */
  readonly gate: number;
  /** The share today, when it has moved since. */
  readonly today?: number;
  /** The person's number, 0 to 99. */
  readonly number: number;
};

/** What the path says of a deployment beyond the trace. */
export type WhyDeployment = {
  readonly name: string;
  readonly audience: Audience;
  readonly share: BasisPoints;
  readonly version: VersionPolicy;
  /** The person's draw here, if there is one. */
  readonly draw?: { readonly u32: number; readonly share: BasisPoints; readonly at: Instant } | undefined;
  /** How people call the version met ("v2.1"). */
  readonly versionName: string;
};

/** A number as people see it: 0 to 99, and below the share exactly when it is in (shares in whole percent). */
export const shownNumber = (u32: number): number => Math.floor((u32 * 100) / 2 ** 32);

/** The path of a decision. Deployments that are unknown by now (archived) are left out. */
export const whyPath = (
  decision: Decision,
  deployments: ReadonlyMap<string, WhyDeployment>,
  names: AudienceNames = {},
): readonly WhyStep[] => {
  if (decision.reason === 'unavailable') {
    return [passed('No answer', 'The decision could not be made, so the conversation was left to humans.')];
  }
  const steps = decision.trace.flatMap((entry) => {
    const deployment = deployments.get(entry.deploymentId);
    return deployment ? stepsOf(entry, deployment, names) : [];
  });
  const winner = decision.deploymentId === undefined ? undefined : deployments.get(decision.deploymentId);
  if (winner) return [...steps, pinnedTo(winner)];
  const nobody =
    decision.reason === 'no-active-deployment'
      ? 'No deployment is active on this channel.'
      : 'No deployment took this person in, so there is no bot.';
  return [...steps, passed('No bot', nobody)];
};

const passed = (title: string, text: string): WhyStep => ({ held: false, title, text });
const held = (title: string, text: string): WhyStep => ({ held: true, title, text });

const stepsOf = (
  { reason, audience }: TraceEntry,
  deployment: WhyDeployment,
  names: AudienceNames,
): readonly WhyStep[] => {
  const { name } = deployment;
  switch (reason) {
    case 'always':
      return [held(`${name}: let in`, 'This person is one of its test users.')];
    case 'never':
      return [passed(`${name}: passed by`, 'This person is one of its exclusions.')];
    case 'audience':
      return [
        passed(`${name}: no match`, `It is for ${sentenceOf(deployment, names)}. ${foundIn(audience)}`),
      ];
    case 'no-stable-id':
      return [passed(`${name}: left out`, 'This person has no stable id, so below 100% they are left out.')];
    case 'drawn-out':
      return [{ ...passed(`${name}: left out`, leftOut(deployment)), ...barOf(deployment) }];
    case 'drawn-in':
      return [
        matched(deployment, names),
        { ...held('Picked: in', pickedIn(deployment)), ...barOf(deployment) },
      ];
    case 'full-launch':
      return [
        matched(deployment, names),
        { ...held('Full launch: let in', letIn(deployment)), ...barOf(deployment) },
      ];
    default:
      return [];
  }
};

const sentenceOf = ({ audience }: WhyDeployment, names: AudienceNames): string =>
  audienceSentence(audience, names);

const matched = (deployment: WhyDeployment, names: AudienceNames): WhyStep =>
  deployment.audience.everyone
    ? held(`${deployment.name}: everyone matches`, 'It is for everyone.')
    : held(`${deployment.name}: matches`, `It is for ${sentenceOf(deployment, names)}.`);

/** What was there instead: the values found by the first rule that failed. */
const foundIn = (groups: TraceEntry['audience']): string => {
  const failing = groups.flatMap((group) => group.rules).find((rule) => !rule.pass);
  if (!failing || failing.found === null || failing.found === '') return 'That is not known of this person.';
  return `Found: ${textOf(failing.found)}.`;
};

const textOf = (value: Json): string =>
  Array.isArray(value) ? value.map((each: Json) => textOf(each)).join(', ') || 'nothing' : String(value);

const leftOut = ({ draw, share }: WhyDeployment): string => {
  if (!draw) return 'This person was left out.';
  const at = toPercent(draw.share);
  const number = shownNumber(draw.u32);
  const moved = share > draw.share ? ` Raising to ${toPercent(share)}% didn’t change that.` : '';
  return draw.share === 0
    ? `Nobody new was let in at 0% on ${dayOf(draw.at)}.${moved}`
    : `Their number is ${number}. At ${at}%, numbers below ${at} got in, so they were left out on ${dayOf(draw.at)}.${moved}`;
};

const pickedIn = ({ draw }: WhyDeployment): string => {
  if (!draw) return 'This person was let in.';
  const at = toPercent(draw.share);
  const number = shownNumber(draw.u32);
  return number < at
    ? `Their number is ${number}. At ${at}%, numbers below ${at} get in, and they keep that.`
    : `Their number is ${number}. They were let in later, and they keep that.`;
};

const letIn = ({ draw }: WhyDeployment): string =>
  draw
    ? `At 100% every number gets in. Theirs is ${shownNumber(draw.u32)}.`
    : 'At 100% everybody gets in, also without a number.';

const barOf = ({ draw, share }: WhyDeployment): { readonly bar?: WhyBar } =>
  draw === undefined
    ? {}
    : {
        bar: {
          gate: toPercent(draw.share),
          number: shownNumber(draw.u32),
          ...(share === draw.share ? {} : { today: toPercent(share) }),
        },
      };

const pinnedTo = ({ version, versionName }: WhyDeployment): WhyStep =>
  held(
    version === 'latest' ? `Latest: ${versionName}` : `Pinned to ${versionName}`,
    version === 'latest'
      ? `New conversations begin on the newest version. This one finishes on ${versionName}.`
      : `This deployment stays on ${versionName} until someone updates it.`,
  );

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "3 March", in UTC. */
const dayOf = (instant: Instant): string => {
  const date = new Date(instant);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`;
};
