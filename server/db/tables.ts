/** The database's tables as Kysely sees them; the SQL in migrations/ is what is true, this mirrors it. */

import type { Role } from '@sluice/api/route';
import type { Json } from '@sluice/core/json';
import type { ColumnType, Generated } from 'kysely';
import type { Given } from '../features/people/layers.ts';

/** Written as text (already serialised), read as whatever was stored. */
type Stored<T> = ColumnType<T, string, string>;

export type Tables = {
  workspaces: { id: string; name: string; demo: boolean; created_at: Date };
  api_keys: {
    workspace_id: string;
    id: string;
    name: string;
    role: Role;
    hash: string;
    created_at: Date;
    last_used_at: Date | null;
  };
  accounts: { id: string; email: string; name: string; password_hash: string; created_at: Date };
  sessions: {
    account_id: string;
    id: string;
    hash: string;
    device: string;
    created_at: Date;
    last_seen_at: Date;
    expires_at: Date;
  };
  password_resets: { account_id: string; hash: string; created_at: Date; expires_at: Date };
  memberships: { workspace_id: string; account_id: string; role: Role; created_at: Date };
  invitations: {
    workspace_id: string;
    id: string;
    email: string;
    role: Role;
    hash: string;
    invited_by: string;
    created_at: Date;
    expires_at: Date;
  };
  attempts: {
    subject: string;
    tries: number;
    last_try: string;
    last_at: Date;
    locked_until: Date | null;
  };
  flows: {
    workspace_id: string;
    id: string;
    name: string;
    draft: Stored<unknown>;
    revision: Generated<number>;
    latest_version: Generated<number>;
    draft_saved_by: string | null;
    draft_saved_at: Date | null;
    draft_problems: number | null;
    archived_at: Date | null;
    created_at: Date;
    updated_at: Date;
  };
  flow_versions: {
    workspace_id: string;
    flow_id: string;
    number: number;
    label: string | null;
    note: string | null;
    author: string;
    document: Stored<unknown>;
    pins: Stored<Record<string, number>>;
    hash: string;
    published_at: Date;
  };
  flow_tests: {
    workspace_id: string;
    flow_id: string;
    id: string;
    name: string;
    test: Stored<unknown>;
    author: string;
    created_at: Date;
    updated_at: Date;
  };
  comments: {
    workspace_id: string;
    flow_id: string;
    id: string;
    block: string | null;
    group_id: string | null;
    content: string;
    author: string;
    author_id: string;
    created_at: Date;
    edited_at: Date | null;
    resolved_at: Date | null;
    resolved_by: string | null;
  };
  preview_links: {
    workspace_id: string;
    id: string;
    flow_id: string;
    version_number: number | null;
    token_hash: string;
    note: string | null;
    author: string;
    created_at: Date;
    expires_at: Date;
    revoked_at: Date | null;
  };
  channels: {
    workspace_id: string;
    id: string;
    key: string;
    platform: string;
    name: string;
    settings: Stored<Record<string, Json>>;
    secrets: string | null;
    revision: Generated<number>;
    archived_at: Date | null;
    created_at: Date;
  };
  segments: {
    workspace_id: string;
    id: string;
    name: string;
    audience: Stored<unknown>;
    revision: Generated<number>;
    created_at: Date;
  };
  deployments: {
    workspace_id: string;
    id: string;
    name: string;
    flow_id: string;
    channel_id: string;
    position: number;
    status: 'active' | 'inactive' | 'winding-down';
    pinned_version: number | null;
    audience: Stored<unknown>;
    share: number;
    mode: 'permanent' | 'follow';
    seed: string;
    generation: number;
    always: Stored<string[]>;
    never: Stored<string[]>;
    act_number: number;
    revision: Generated<number>;
    archived_at: Date | null;
    activated_at: Date | null;
    created_at: Date;
    updated_at: Date;
  };
  acts: {
    workspace_id: string;
    deployment_id: string;
    n: number;
    act: string;
    share: number | null;
    include: boolean | null;
    person_id: string | null;
    actor: string;
    at: Date;
  };
  people: {
    workspace_id: string;
    id: string;
    key: string;
    attributes: Stored<Record<string, Json>>;
    given: ColumnType<Given, string | undefined, string>;
    claimed: Stored<Record<string, Json>>;
    merged_into: string | null;
    created_at: Date;
    last_seen_at: Date;
  };
  identities: {
    workspace_id: string;
    kind: 'user' | 'visitor' | 'intercom';
    value: string;
    person_id: string;
  };
  draws: {
    workspace_id: string;
    deployment_id: string;
    generation: number;
    person_id: string;
    u32: number;
    share: number;
    act: number;
    at: Date;
    purpose: string;
    method: string;
  };
  draw_counts: {
    workspace_id: string;
    deployment_id: string;
    generation: number;
    share: number;
    day: ColumnType<string, string, string>;
    drawn_in: number;
    drawn_out: number;
  };
  conversations: {
    workspace_id: string;
    id: string;
    channel_id: string;
    person_id: string;
    deployment_id: string | null;
    flow_id: string | null;
    version_number: number | null;
    status: 'waiting' | 'completed' | 'handed-off' | 'failed' | 'abandoned' | 'none';
    turn: number;
    last_seq: number;
    state: ColumnType<unknown, string | null, string | null>;
    decision: Stored<unknown>;
    attributes: Stored<Record<string, Json>>;
    outcome: string | null;
    problem: ColumnType<unknown, string | null, string | null>;
    opened_at: Date;
    touched_at: Date;
    ended_at: Date | null;
    due_at: Date | null;
    due_kind: 'elapsed' | 'abandon' | null;
    due_tries: Generated<number>;
  };
  messages: {
    workspace_id: string;
    conversation_id: string;
    seq: number;
    turn: number;
    sender: 'bot' | 'person' | 'human';
    type: 'message' | 'media';
    markdown: string | null;
    media: ColumnType<unknown, string | null, string | null>;
    author: string | null;
    at: Date;
  };
  turns: {
    workspace_id: string;
    conversation_id: string;
    n: number;
    input: Stored<unknown>;
    effects: Stored<unknown>;
    at: Date;
  };
  inbox: {
    workspace_id: string;
    conversation_id: string;
    message_id: string;
    arrival: Generated<number>;
    answer_given: Stored<unknown>;
    fingerprint: string;
    status: 'pending' | 'done' | 'dead';
    tries: Generated<number>;
    reply: ColumnType<unknown, string | null, string | null>;
    received_at: Date;
  };
  outbox: {
    workspace_id: string;
    id: string;
    conversation_id: string;
    person_id: string;
    turn: number;
    n: number;
    effect: Stored<unknown>;
    status: 'pending' | 'dead';
    tries: Generated<number>;
    due_at: Date;
    problem: string | null;
  };
  audit: {
    workspace_id: string;
    id: string;
    at: Date;
    actor: string;
    action: string;
    target: string;
    before: ColumnType<unknown, string | null, string | null>;
    after: ColumnType<unknown, string | null, string | null>;
  };
  tombstones: { workspace_id: string; hash: string; at: Date };
};
