/** The path table: every call under /api/v1. Documentation, clients and the isolation test are made from it. */
import { accountCalls, passwordResetCalls } from './accounts.ts';
import { apiKeyCalls } from './api-keys.ts';
import { auditCalls } from './audit.ts';
import { channelCalls } from './channels.ts';
import { commentCalls } from './comments.ts';
import { conversationCalls } from './conversations.ts';
import { decisionCalls } from './decisions.ts';
import { deploymentCalls } from './deployments.ts';
import { flowTestCalls } from './flow-tests.ts';
import { flowCalls } from './flows.ts';
import { homeCalls } from './home.ts';
import { invitationCalls } from './invitations.ts';
import { memberCalls } from './members.ts';
import { peopleCalls } from './people.ts';
import { previewLinkCalls } from './preview-links.ts';
import { reportCalls } from './reports.ts';
import type { RouteSpec } from './route.ts';
import { segmentCalls } from './segments.ts';
import { templateCalls } from './templates.ts';
import { versionCalls } from './versions.ts';
import { workspaceCalls } from './workspaces.ts';

const tables = [
  accountCalls,
  passwordResetCalls,
  invitationCalls,
  memberCalls,
  workspaceCalls,
  apiKeyCalls,
  auditCalls,
  channelCalls,
  commentCalls,
  conversationCalls,
  decisionCalls,
  deploymentCalls,
  flowCalls,
  flowTestCalls,
  homeCalls,
  peopleCalls,
  previewLinkCalls,
  reportCalls,
  segmentCalls,
  templateCalls,
  versionCalls,
] as const;
export const table: readonly RouteSpec[] = tables.flatMap((calls): RouteSpec[] => Object.values(calls));

type Of<Calls> = Calls extends unknown ? Calls[keyof Calls] : never;
/** Any one entry, with its literal types: what a method and a path answer can be worked out from it. */
export type AnyCall = Of<(typeof tables)[number]>;
