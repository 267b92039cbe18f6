/** Publishing: the draft becomes the next version, and every channel that shows this flow learns of it. */
import { publishProblems } from '@sluice/core/flow/check';
import type { FlowDocument } from '@sluice/core/flow/document';
import { parseDocument } from '@sluice/core/flow/schema';
import { makeVersion } from '@sluice/core/flow/version';
import { ok, type Problem, problem, type Result, refused } from '@sluice/core/problem';
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/not-found.ts';
import { requireRevision } from '../../http/revision.ts';
import { Again, inTransaction } from '../../runner/retry.ts';
import type { Services } from '../../services.ts';
import { recordDeed } from '../audit/record.ts';
import { failingTests, runAll } from '../flow-tests/run.ts';
import { testsOf } from '../flow-tests/store.ts';
import { draftProgram } from './draft-program.ts';
import { pinSubflows } from './pins.ts';
import { findFlow, lockFlow, surroundingsOf } from './store.ts';
import { versionItem } from './version-answer.ts';

export type Publication = {
  readonly label?: string | null | undefined;
  readonly note?: string | null | undefined;
  /** The draft's revision that the publisher has seen. */
  readonly ifMatch?: string | undefined;
  /** The newest version that the publisher has seen; 0 before the first. */
  readonly expectedLatest?: number | undefined;
  readonly acknowledgeFailingTests?: boolean | undefined;
};

/**
 * Numbers are 1, 2, 3… per flow without gaps, whoever publishes at the same time: the flow's row is locked while its
 * draft is read, checked and numbered. Publishing the same content again makes another version with the same hash.
 * Refused with `cannot-publish` (422) and the problems, `tests-failing` (422) and their names, `stale` (412),
 * `conflict` (409), `not-found`.
 */
export const publishFlow = async (
  services: Services,
  actor: Actor,
  flowId: string,
  publication: Publication,
): Promise<Result<ReturnType<typeof versionItem>>> => {
  const { db, clock, plans } = services;
  const { label = null, note = null, ifMatch, expectedLatest, acknowledgeFailingTests } = publication;
  const outcome = await inTransaction(db, async (tries) => {
    // Before the transaction, which locks the flow: running tests takes its time.
    const tested = acknowledgeFailingTests ? NO_TESTS : await testDraft(services, actor, flowId);
    return async (trx) => {
      const flow = await lockFlow(trx, actor.workspaceId, flowId);
      if (!flow) return notFound('flow', flowId);
      const current = requireRevision(ifMatch, flow.revision);
      if (!current.ok) return current;
      if (expectedLatest !== undefined && expectedLatest !== flow.latest_version) {
        return publishedMeanwhile(flow.latest_version);
      }
      const content = await publishable(services, trx, actor, { id: flowId, draft: flow.draft });
      if (!content.ok) return content;
      if (tested.revision !== null && tested.revision !== flow.revision) {
        if (tries < MOST_TESTED_DRAFTS) throw new Again(); // another draft than the one that was tested
        return SAVED_MEANWHILE;
      }
      if (tested.failing.length > 0) return refused(...tested.failing);
      const version = makeVersion(content.value);
      const row = {
        workspace_id: actor.workspaceId,
        flow_id: flowId,
        number: flow.latest_version + 1,
        label,
        note,
        author: actor.name,
        hash: version.hash,
        published_at: new Date(clock.now()),
      };
      await trx
        .insertInto('flow_versions')
        .values({ ...row, document: JSON.stringify(version.document), pins: JSON.stringify(version.pins) })
        .execute();
      await trx
        .updateTable('flows')
        .set({ latest_version: row.number, updated_at: row.published_at })
        .where('workspace_id', '=', actor.workspaceId)
        .where('id', '=', flowId)
        .execute();
      const channels = await channelsShowing(trx, actor.workspaceId, flowId);
      await recordDeed(services, trx, actor, {
        action: 'flow.publish',
        target: flowId,
        before: { latestVersion: flow.latest_version },
        after: { latestVersion: row.number, label, hash: row.hash },
      });
      return ok({ version: versionItem(row), channels });
    };
  });
  if (!outcome.ok) return outcome;
  for (const channel of outcome.value.channels) plans.forget(channel);
  return ok(outcome.value.version);
};

type Tested = {
  /** Of the draft that was tested; null when there was nothing to test. */
  readonly revision: number | null;
  /** The refusal, when tests fail. */
  readonly failing: readonly Problem[];
};
const NO_TESTS: Tested = { revision: null, failing: [] };
/** How often a draft is tested again because somebody saved another in the meantime. */
const MOST_TESTED_DRAFTS = 4;

const testDraft = async (services: Services, { workspaceId }: Actor, flowId: string): Promise<Tested> => {
  const tests = await testsOf(services.db, workspaceId, flowId);
  const flow = tests.length === 0 ? null : await findFlow(services.db, workspaceId, flowId);
  if (!flow) return NO_TESTS;
  const results = await runAll(await draftProgram(services, workspaceId, flow), tests);
  return { revision: flow.revision, failing: failingTests(results) };
};

const SAVED_MEANWHILE = refused(
  problem('stale', '', 'The draft is being saved while its tests run.', 'Publish again in a moment.'),
);

const publishedMeanwhile = (latest: number): Result<never> =>
  refused(
    problem(
      'conflict',
      'expectedLatest',
      latest === 0 ? 'Nothing is published yet.' : `Version ${latest} was published meanwhile.`,
      'Look at what it changed, then publish again.',
    ),
  );

/** The draft with its subflows pinned, when nothing stops it from running. */
const publishable = async (
  { library }: Services,
  trx: Db,
  { workspaceId }: Actor,
  flow: { readonly id: string; readonly draft: unknown },
) => {
  const parsed = parseDocument(flow.draft, library);
  if (!parsed.ok) return cannotPublish(parsed.problems);
  const document: FlowDocument = parsed.value;
  const found = publishProblems(document, library, await surroundingsOf(trx, workspaceId, document));
  if (found.length > 0) return cannotPublish(found);
  const pinned = await pinSubflows(trx, workspaceId, flow.id, document);
  return pinned.ok ? ok({ document, ...pinned.value }) : cannotPublish(pinned.problems);
};

/** The first problem gives the answer its code; what to mend follows. */
const cannotPublish = (problems: readonly Problem[]): Result<never> =>
  refused(
    problem(
      'cannot-publish',
      '',
      problems.length === 1
        ? 'The draft cannot be published: it has a problem.'
        : `The draft cannot be published: it has ${problems.length} problems.`,
      'Mend what is listed and publish again.',
    ),
    ...problems,
  );

/** Raises the revision of every channel with a deployment of this flow: deployments on "latest" follow at once. */
const channelsShowing = async (trx: Db, workspaceId: string, flowId: string): Promise<readonly string[]> => {
  const rows = await trx
    .updateTable('channels')
    .set({ revision: sql<number>`revision + 1` })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', (query) =>
      query
        .selectFrom('deployments')
        .select('channel_id')
        .where('workspace_id', '=', workspaceId)
        .where('flow_id', '=', flowId)
        .where('archived_at', 'is', null),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
};
