/** The path table: every call under /api/v1. Documentation, clients and the isolation test are made from it. */
import { apiKeyCalls } from './api-keys.ts';
import { auditCalls } from './audit.ts';
import { channelCalls } from './channels.ts';
import { conversationCalls } from './conversations.ts';
import { flowCalls } from './flows.ts';
import { peopleCalls } from './people.ts';
import type { RouteSpec } from './route.ts';
import { segmentCalls } from './segments.ts';
import { versionCalls } from './versions.ts';

export const table: readonly RouteSpec[] = [
  apiKeyCalls,
  auditCalls,
  channelCalls,
  conversationCalls,
  flowCalls,
  peopleCalls,
  segmentCalls,
  versionCalls,
].flatMap((calls): RouteSpec[] => Object.values(calls));
