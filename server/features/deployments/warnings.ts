/** What is allowed and probably not meant: said before saving, never in the way of it. */
import { compileAttribute } from '@sluice/core/audience/attribute';
import type { AttributeRule, Audience } from '@sluice/core/audience/audience';
import type { PreviewCounts } from '@sluice/core/deployment/counts';
import type { Deployment } from '@sluice/core/deployment/deployment';
import type { PersonFacts } from '@sluice/core/deployment/person';
import { type Problem, problem } from '@sluice/core/problem';
import { FULL } from '@sluice/core/rollout/share';
import type { AttributeEntry } from '@sluice/platforms/platform';
import type { Db } from '../../db/database.ts';
import { deploymentFromRow } from './rows.ts';
import { liveDeployments } from './store.ts';

type Placed = { readonly rule: AttributeRule; readonly at: string };

/** An audience's own rules with their places; those inside segments are the segments' matter. */
const rulesOf = ({ groups }: Audience): readonly Placed[] =>
  groups.flatMap((group, g) =>
    group.rules.flatMap((rule, r) =>
      'attribute' in rule ? [{ rule, at: `audience.groups.${g}.rules.${r}` }] : [],
    ),
  );

/** Remembers, person by person, which of an audience's attributes nobody has. */
export const attributeWatch = (audience: Audience) => {
  const unseen = new Map<string, (attributes: unknown) => unknown>();
  if (!audience.everyone) {
    for (const { rule } of rulesOf(audience)) unseen.set(rule.attribute, compileAttribute(rule.attribute));
  }
  return {
    see: ({ attributes }: PersonFacts): void => {
      for (const [path, read] of unseen) {
        const found = read(attributes);
        if (found !== undefined && found !== null) unseen.delete(path);
      }
    },
    unseen: (): ReadonlySet<string> => new Set(unseen.keys()),
  };
};

export type Previewed = {
  readonly deployment: Deployment;
  readonly isNew: boolean;
  readonly latestVersion: number;
  readonly catalogue: readonly AttributeEntry[];
  readonly people: PreviewCounts;
  /** Not everybody was looked at. */
  readonly cut: boolean;
  /** Attributes of the audience that nobody known has. */
  readonly unseen: ReadonlySet<string>;
};

export const warningsOf = async (
  db: Db,
  workspaceId: string,
  previewed: Previewed,
): Promise<readonly Problem[]> => [
  ...aboutCounts(previewed),
  ...aboutRollout(previewed),
  ...aboutAudience(previewed),
  ...(await shadows(db, workspaceId, previewed)),
];

/** Ids are random, so those looked at first are like the others. */
const aboutCounts = ({ people, cut }: Previewed): readonly Problem[] => {
  if (!cut) return [];
  const says = `There are too many people to look at all: these numbers are of ${people.known.toLocaleString('en')}.`;
  return [
    problem('preview-cut', 'people', says, 'Read them as shares of everybody. Acts are counted in full.'),
  ];
};

const aboutRollout = ({ deployment, latestVersion }: Previewed): readonly Problem[] => {
  const warnings: Problem[] = [];
  if (deployment.rollout.share === 0) {
    const says = 'At 0% nobody new gets the bot.';
    warnings.push(problem('share-zero', 'rollout.share', says, 'Raise the share to begin.'));
  }
  if (deployment.version !== 'latest' && deployment.version < latestVersion) {
    const says = `Version ${deployment.version} is pinned; the newest is ${latestVersion}.`;
    warnings.push(problem('older-version', 'version', says, 'Pin the newest, or follow "latest".'));
  }
  return warnings;
};

const aboutAudience = ({ deployment, people, unseen, catalogue }: Previewed): readonly Problem[] => {
  const { audience } = deployment;
  if (audience.everyone) return [];
  if (audience.groups.length === 0) {
    const says = 'This audience has no groups: it matches nobody.';
    return [problem('matches-nobody', 'audience', says, 'Add a group, or choose everyone.')];
  }
  const warnings: Problem[] = [];
  if (people.known > 0 && people.matching === 0) {
    const says = `None of the ${people.known} people known so far match.`;
    warnings.push(problem('matches-nobody', 'audience', says, 'Check the rules, or wait for such people.'));
  }
  for (const { rule, at } of rulesOf(audience)) {
    const { attribute, operator, value } = rule;
    if (
      attribute === 'email' &&
      operator === 'contains' &&
      typeof value === 'string' &&
      value.trim().startsWith('@')
    ) {
      const says = `"contains ${value.trim()}" also matches addresses that go on after it (${value.trim()}.example).`;
      warnings.push(problem('email-contains', at, says, 'Use ends_with.'));
    }
    if (people.known === 0 || !unseen.has(attribute)) continue;
    const declared = catalogue.some(({ path }) => path === attribute);
    const says = `Nobody known so far has the attribute "${attribute}".`;
    const hint = declared ? 'It may still come.' : 'Check its spelling: the channel does not list it.';
    warnings.push(problem('attribute-unseen', at, says, hint));
  }
  return warnings;
};

/** An active deployment asked earlier that takes everyone: nobody new ever reaches this one. */
const shadows = async (
  db: Db,
  workspaceId: string,
  { deployment, isNew }: Previewed,
): Promise<readonly Problem[]> => {
  const rows = await liveDeployments(db, workspaceId)
    .where('d.channel_id', '=', deployment.channelId)
    .where('d.id', '<>', deployment.id)
    .where('d.status', '=', 'active')
    .orderBy('d.position')
    .orderBy('d.id')
    .execute();
  const first = rows
    .map(deploymentFromRow)
    .find(
      (other) =>
        precedes(other, deployment, isNew) && other.audience.everyone && other.rollout.share === FULL,
    );
  if (!first) return [];
  const says = `"${first.name}" is asked earlier and takes everyone at 100%.`;
  return [problem('shadowed', 'position', says, 'Move this one before it, or narrow the other.')];
};

/** Of equal positions the lower id comes first; a new deployment's id is not known yet. */
const precedes = (other: Deployment, { id, position }: Deployment, isNew: boolean): boolean =>
  other.position < position || (other.position === position && (isNew || other.id < id));
