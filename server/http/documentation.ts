/** What the OpenAPI document shows of a call; validation itself happens where it is bound. */
import type { RouteSpec } from '@sluice/api/route';
import { problemDocument } from '@sluice/api/shapes';
import { z } from 'zod';
import { cookieName } from './session-cookie.ts';

/** Names in `components.securitySchemes`. */
const KEY = 'key';
const SESSION = 'session';

export const securitySchemes = (publicUrl: string | undefined) => ({
  [KEY]: { type: 'http' as const, scheme: 'bearer' },
  [SESSION]: { type: 'apiKey' as const, in: 'cookie' as const, name: cookieName(publicUrl) },
});

const workspaceHeader = z.object({
  'sluice-workspace': z
    .string()
    .optional()
    .describe('With a session: the id of the workspace. Without it, the account’s first one.'),
});

export const documentation = (spec: RouteSpec) => ({
  summary: spec.summary,
  tags: [spec.tag],
  ...access(spec.role),
  ...(spec.params ? { params: spec.params } : {}),
  ...(spec.query ? { querystring: spec.query } : {}),
  ...(spec.body ? { body: spec.body } : {}),
  response: {
    [spec.status]: spec.answer ?? z.null().describe('Done; no body.'),
    '4XX': problemDocument.describe('Refused: what is wrong and how to fix it (application/problem+json).'),
  },
});

const access = (role: RouteSpec['role']) => {
  if (role === 'anyone') return { security: [] };
  if (role === 'account') return { security: [{ [SESSION]: [] }] };
  return { security: [{ [KEY]: [] }, { [SESSION]: [] }], headers: workspaceHeader };
};
