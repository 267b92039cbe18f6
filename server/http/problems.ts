/** The one mapper from problems (and bugs) to RFC 9457 answers. */

import { statusOf } from '@sluice/api/error-codes';
import { type Problem, problem } from '@sluice/core/problem';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { isOutage } from '../db/outage.ts';

/** Answers with the problems; the first one gives the status, the code and the detail. */
export const sendProblems = (reply: FastifyReply, problems: readonly Problem[]): FastifyReply => {
  const first = problems[0] ?? problem('bug', '', 'Something went wrong on our side.');
  const status = statusOf(first.code);
  return reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: `urn:sluice:problem:${first.code}`,
        title: first.says,
        status,
        code: first.code,
        detail: first.hint ? `${first.says} ${first.hint}` : first.says,
        problems,
        requestId: reply.request.id,
      }),
    );
};

/** What zod refused, as problems with the field's path. */
export const problemsOf = (error: z.ZodError, where: string): readonly Problem[] =>
  error.issues.map((issue) => {
    const at = issue.path.map(String).join('.');
    const field = at === '' ? where : at;
    const says = issue.message.endsWith('.') ? issue.message : `${issue.message}.`;
    return problem('bad-request', at, `${field}: ${says}`);
  });

/** Fastify's own refusals and thrown bugs. Bugs are logged with their stack and answered without it. */
export const handleError = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  const known = REFUSALS[error.code];
  if (known) {
    sendProblems(reply, [known]);
    return;
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    sendProblems(reply, [
      problem(error.statusCode === 429 ? 'too-many-requests' : 'bad-request', '', error.message),
    ]);
    return;
  }
  if (error.statusCode === 503) {
    sendProblems(reply, [
      problem('unavailable', '', 'Sluice is too busy just now.', 'Try again in a moment.'),
    ]);
    return;
  }
  if (isOutage(error)) {
    request.log.error({ err: error }, 'the database does not answer');
    sendProblems(reply.header('retry-after', '2'), [
      problem('unavailable', '', 'The database does not answer just now.', 'Try again in a moment.'),
    ]);
    return;
  }
  request.log.error({ err: error }, 'bug');
  sendProblems(reply, [
    problem(
      'bug',
      '',
      'Something went wrong on our side.',
      `Tell your operator this request id: ${request.id}.`,
    ),
  ]);
};

const REFUSALS: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: problem(
    'too-large',
    '',
    'The body is larger than this call takes.',
    'Send less in one call: 256 KB at most, a flow document 4 MB, an import 16 MB.',
  ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problem(
    'not-json',
    '',
    'The body is not JSON.',
    'Send JSON with the header content-type: application/json.',
  ),
  FST_ERR_CTP_INVALID_JSON_BODY: problem(
    'bad-request',
    '',
    'The body is not valid JSON.',
    'Check for a missing quote or comma.',
  ),
  FST_ERR_BAD_URL: problem('bad-request', '', 'The address is not valid.', 'Check its % signs.'),
  FST_ERR_MAX_PARAM_LENGTH: problem('not-found', '', 'There is nothing under so long a name.', 'See /docs.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: problem('bad-request', '', 'The body is empty.', 'Send a JSON object.'),
};
