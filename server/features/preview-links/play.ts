/** Plays a preview: one turn of the interpreter that production runs, with nothing stored, counted or asked of the world. */
import type { Answer } from '@sluice/core/interpreter/input';
import { continueSession, startSession } from '@sluice/core/interpreter/session';
import type { Program } from '@sluice/core/interpreter/step';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import { awaitingOf, messagesOf } from '@sluice/platforms/website/outbound';
import { notFound } from '../../http/not-found.ts';
import type { Runner } from '../../runner/turn.ts';
import { draftProgram } from '../flows/draft-program.ts';
import { findFlow } from '../flows/store.ts';
import { inWords } from './in-words.ts';
import type { FoundLink } from './links.ts';
import { type Standing, seal, unseal } from './sealed.ts';

export type PlayTools = Pick<Runner, 'db' | 'clock' | 'secrets' | 'library' | 'programs'>;

/** Nobody: no person is known to a preview. */
const SOMEONE = { key: 'preview', attributes: {} };

/** Without `sealed` the conversation begins; `answer` is then not read. Refused: a draft that changed meanwhile (409). */
export const play = async (
  tools: PlayTools,
  link: FoundLink,
  { sealed, answer }: { readonly sealed: string | undefined; readonly answer: Answer | null },
): Promise<Result<unknown>> => {
  const { secrets, clock } = tools;
  const standing = sealed === undefined ? ok(null) : unseal(secrets, link.id, sealed);
  if (!standing.ok) return standing;
  const before = standing.value;
  const revision = link.version_number === null ? link.revision : null;
  if (before !== null && before.revision !== revision) return DRAFT_CHANGED;
  if (before !== null && answer === null) return ANSWER_MISSING;
  if (before !== null && before.state.status !== 'waiting') return ENDED;
  const program = await programOf(tools, link);
  if (!program) return notFound('flow', link.flow_id); // archived just now
  const now = clock.now();
  const session =
    before === null || answer === null
      ? startSession(program, { person: SOMEONE, now })
      : continueSession(program, before.state, now).answer(answer);
  const turn = session.turns.at(-1);
  const turns = (before?.turns ?? 0) + 1;
  const next: Standing = { state: session.state, turns, revision };
  const kept = seal(secrets, link.id, next);
  if (!kept.ok) return kept;
  const effects = turn?.effects ?? [];
  return ok({
    sealed: kept.value,
    messages: messagesOf(effects, { idOf: (position) => `${turns}.${position + 1}`, at: now }),
    awaiting: session.status === 'waiting' ? awaitingOf(session.awaiting) : null,
    status: session.status,
    effects: inWords(effects),
  });
};

const programOf = async (tools: PlayTools, link: FoundLink): Promise<Program | null> => {
  const { workspace_id, flow_id, version_number } = link;
  if (version_number !== null) return tools.programs.of(workspace_id, flow_id, version_number);
  const flow = await findFlow(tools.db, workspace_id, flow_id);
  return flow && draftProgram(tools, workspace_id, flow);
};

const DRAFT_CHANGED = refused(
  problem('conflict', 'sealed', 'The draft was changed since this preview began.', 'Start over.'),
);
const ANSWER_MISSING = refused(
  problem('bad-request', 'input', 'The conversation waits for an answer.', 'Send one as `input`.'),
);
const ENDED = refused(problem('conversation-ended', '', 'This preview has ended.', 'Start over.'));
