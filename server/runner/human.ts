/** A human steps into a conversation: answers, ends it, or gives it back to the flow. */
import { step } from '@sluice/core/interpreter/step';
import { ok, problem, type Result, refused } from '@sluice/core/problem';
import type { Db } from '../db/database.ts';
import { abandonHours } from './abandon-hours.ts';
import { type Commit, commitAndTell } from './commit.ts';
import { type ConversationRow, readConversation } from './conversation-row.ts';
import { deadlineOf } from './deadline.ts';
import { saidBy } from './message-record.ts';
import type { Runner } from './turn.ts';

/** Whose step into which conversation; `along` is done in the same transaction (the audit log). */
export type Human = {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly along?: (trx: Db) => Promise<void>;
};

const notHandedOff = (status: string) =>
  refused(
    problem(
      'conflict',
      '',
      `This conversation is ${status}, not handed off.`,
      'Only a handed-off conversation can be answered or given back.',
    ),
  );

const SWITCHED_OFF: Result<never> = refused(
  problem(
    'conflict',
    '',
    'The deployment of this conversation is inactive: its bot would not answer.',
    'Activate the deployment first, or end the conversation.',
  ),
);

/** Says something in a handed-off conversation, in the human's name when there is one. */
export const humanReply = (
  runner: Runner,
  which: Human,
  said: { readonly markdown: string; readonly author: string | null },
): Promise<Result<null>> =>
  change(runner, which, (row) =>
    Promise.resolve(
      row.status !== 'handed-off'
        ? notHandedOff(row.status)
        : ok({
            now: runner.clock.now(),
            messages: [
              { sender: 'human', type: 'message', markdown: said.markdown, media: null, author: said.author },
            ],
          }),
    ),
  );

/** Ends a conversation that runs or was handed off. */
export const humanClose = (runner: Runner, which: Human): Promise<Result<null>> =>
  change(runner, which, (row) =>
    Promise.resolve(
      row.status === 'waiting' || row.status === 'handed-off'
        ? ok({ now: runner.clock.now(), status: 'completed', deadline: null })
        : refused(problem('conversation-ended', '', `This conversation has ended: ${row.status}.`)),
    ),
  );

/**
 * Gives it back: after a handoff block the flow goes on behind it; a conversation that was taken away in the middle
 * of a question waits there again.
 */
export const humanHandBack = (runner: Runner, which: Human): Promise<Result<null>> =>
  change(runner, which, async (row) => {
    if (row.status !== 'handed-off') return notHandedOff(row.status);
    if (row.deploymentStatus === 'inactive') return SWITCHED_OFF;
    const now = runner.clock.now();
    const program = await runner.programs.of(row.workspaceId, row.flowId, row.versionNumber);
    const hours = abandonHours(program, await runner.plans.byId(row.workspaceId, row.channelId));
    if (row.state.status === 'waiting') {
      return ok({ now, status: 'waiting', deadline: deadlineOf(row.state, now, hours) });
    }
    const input = { type: 'hand-back', now } as const;
    const { state, effects } = step(program, row.state, input);
    return ok({
      now,
      status: state.status,
      state,
      deadline: deadlineOf(state, now, hours),
      messages: saidBy(effects),
      turn: { input, effects },
    });
  });

/** Reads, decides, commits; again when a turn was committed in between. */
const change = (
  runner: Runner,
  { workspaceId, conversationId, along }: Human,
  decide: (row: ConversationRow) => Promise<Result<Commit>>,
): Promise<Result<null>> =>
  runner.serial.run(conversationId, async () => {
    for (;;) {
      const row = await readConversation(runner.db, workspaceId, conversationId);
      if (!row) return refused(problem('not-found', 'id', 'There is no such conversation.'));
      const what = await decide(row);
      if (!what.ok) return what;
      if (await commitAndTell(runner, row, { ...what.value, ...(along ? { along } : {}) })) return ok(null);
    }
  });
