/** The path table: every call under /api/v1. Documentation, clients and the isolation test are made from it. */
import { accountCalls } from './accounts.ts';
import { apiKeyCalls } from './api-keys.ts';
import { auditCalls } from './audit.ts';
import { channelCalls } from './channels.ts';
import { conversationCalls } from './conversations.ts';
import { decisionCalls } from './decisions.ts';
import { deploymentCalls } from './deployments.ts';
import { flowCalls } from './flows.ts';
import { peopleCalls } from './people.ts';
import { reportCalls } from './reports.ts';
import type { RouteSpec } from './route.ts';
import { segmentCalls } from './segments.ts';
import { versionCalls } from './versions.ts';

export const table: readonly RouteSpec[] = [
  accountCalls,
  apiKeyCalls,
  auditCalls,
  channelCalls,
  conversationCalls,
  decisionCalls,
  deploymentCalls,
  flowCalls,
  peopleCalls,
  reportCalls,
  segmentCalls,
  versionCalls,
].flatMap((calls): RouteSpec[] => Object.values(calls));
