-- Every row belongs to a workspace, and every key begins with it: hot tables can be hash-partitioned by workspace.

create table workspaces (
  id text primary key,
  name text not null,
  demo boolean not null default false,
  created_at timestamptz not null
);

create table api_keys (
  workspace_id text not null references workspaces,
  id text not null,
  name text not null,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  hash text not null unique,
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (workspace_id, id)
);

create table flows (
  workspace_id text not null references workspaces,
  id text not null,
  name text not null,
  draft jsonb not null,
  revision integer not null default 1,
  latest_version integer not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id)
);

-- Immutable: a version is never updated and never deleted.
create table flow_versions (
  workspace_id text not null,
  flow_id text not null,
  number integer not null check (number >= 1),
  label text,
  note text,
  author text not null,
  document jsonb not null,
  pins jsonb not null,
  hash text not null,
  published_at timestamptz not null,
  primary key (workspace_id, flow_id, number),
  foreign key (workspace_id, flow_id) references flows
);

create table channels (
  workspace_id text not null references workspaces,
  id text not null,
  key text not null unique,
  platform text not null,
  name text not null,
  settings jsonb not null,
  secrets text,
  -- Raised by every change that a decision on this channel must see.
  revision integer not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

create table segments (
  workspace_id text not null references workspaces,
  id text not null,
  name text not null,
  audience jsonb not null,
  revision integer not null default 1,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);

create table deployments (
  workspace_id text not null,
  id text not null,
  name text not null,
  flow_id text not null,
  channel_id text not null,
  position integer not null,
  status text not null check (status in ('active', 'inactive', 'winding-down')),
  pinned_version integer,
  audience jsonb not null,
  share integer not null check (share between 0 and 10000),
  mode text not null check (mode in ('permanent', 'follow')),
  seed text not null,
  generation integer not null default 1,
  always jsonb not null,
  never jsonb not null,
  act_number integer not null default 0,
  revision integer not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, flow_id) references flows,
  foreign key (workspace_id, channel_id) references channels
);
create index deployments_by_channel on deployments (workspace_id, channel_id) where archived_at is null;
create index deployments_by_flow on deployments (workspace_id, flow_id) where archived_at is null;

-- Append-only, numbered per deployment without gaps.
create table acts (
  workspace_id text not null,
  deployment_id text not null,
  n integer not null,
  act text not null,
  share integer,
  include boolean,
  person_id text,
  actor text not null,
  at timestamptz not null,
  primary key (workspace_id, deployment_id, n),
  foreign key (workspace_id, deployment_id) references deployments
);

create table people (
  workspace_id text not null references workspaces,
  id text not null,
  key text not null,
  -- In layers: verified by the API or a signed identity; given by flows; claimed by pages.
  attributes jsonb not null,
  given jsonb not null default '{"attributes": {}, "addedTags": [], "removedTags": []}',
  claimed jsonb not null,
  merged_into text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (workspace_id, id)
);
create index people_by_merge on people (workspace_id, merged_into) where merged_into is not null;
create index people_by_created on people (workspace_id, created_at desc, id);
create index people_by_email on people (workspace_id, lower(attributes ->> 'email'));

create table identities (
  workspace_id text not null,
  kind text not null check (kind in ('user', 'visitor', 'intercom')),
  value text not null,
  person_id text not null,
  primary key (workspace_id, kind, value),
  foreign key (workspace_id, person_id) references people
);
create index identities_by_value on identities (workspace_id, value);
create index identities_by_person on identities (workspace_id, person_id);

-- Immutable: inserted once, deleted only when the person is erased.
create table draws (
  workspace_id text not null,
  deployment_id text not null,
  generation integer not null,
  person_id text not null,
  u32 bigint not null,
  share integer not null,
  act integer not null,
  at timestamptz not null,
  purpose text not null,
  method text not null,
  primary key (workspace_id, deployment_id, generation, person_id)
);
create index draws_by_person on draws (workspace_id, person_id);

create table draw_counts (
  workspace_id text not null,
  deployment_id text not null,
  generation integer not null,
  share integer not null,
  day date not null,
  drawn_in bigint not null,
  drawn_out bigint not null,
  primary key (workspace_id, deployment_id, generation, share, day)
);

create table conversations (
  workspace_id text not null,
  id text not null,
  channel_id text not null,
  person_id text not null,
  deployment_id text,
  flow_id text,
  version_number integer,
  status text not null check (status in ('waiting', 'completed', 'handed-off', 'failed', 'abandoned', 'none')),
  -- Counts committed turns: whoever commits must have read this number (optimistic lock).
  turn integer not null,
  last_seq integer not null,
  state jsonb,
  decision jsonb not null,
  attributes jsonb not null,
  outcome text,
  problem jsonb,
  opened_at timestamptz not null,
  touched_at timestamptz not null,
  ended_at timestamptz,
  -- The one timer of a conversation, armed by the transaction of its last turn.
  due_at timestamptz,
  due_kind text check (due_kind in ('elapsed', 'abandon')),
  primary key (workspace_id, id)
);
create unique index one_open_conversation on conversations (workspace_id, channel_id, person_id)
  where status in ('waiting', 'handed-off');
create index conversations_due on conversations (due_at) where due_at is not null;
create index conversations_by_opened on conversations (workspace_id, opened_at desc, id);
create index conversations_by_deployment on conversations (workspace_id, deployment_id, status);
create index conversations_by_person on conversations (workspace_id, person_id);

create table messages (
  workspace_id text not null,
  conversation_id text not null,
  seq integer not null,
  turn integer not null,
  sender text not null check (sender in ('bot', 'person', 'human')),
  type text not null check (type in ('message', 'media')),
  markdown text,
  media jsonb,
  author text,
  at timestamptz not null,
  primary key (workspace_id, conversation_id, seq)
);

-- What each turn took in and asked for: enough to replay it on any version.
create table turns (
  workspace_id text not null,
  conversation_id text not null,
  n integer not null,
  input jsonb not null,
  effects jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, conversation_id, n)
);

create table inbox (
  workspace_id text not null,
  conversation_id text not null,
  message_id text not null,
  -- Order of arrival; turns are taken in this order.
  arrival bigint generated always as identity,
  answer_given jsonb not null,
  fingerprint text not null,
  status text not null check (status in ('pending', 'done', 'dead')),
  tries integer not null default 0,
  reply jsonb,
  received_at timestamptz not null,
  primary key (workspace_id, conversation_id, message_id)
);
create index inbox_pending on inbox (received_at) where status = 'pending';

create table outbox (
  workspace_id text not null,
  id text not null,
  conversation_id text not null,
  person_id text not null,
  turn integer not null,
  n integer not null,
  effect jsonb not null,
  status text not null check (status in ('pending', 'dead')),
  tries integer not null default 0,
  due_at timestamptz not null,
  problem text,
  primary key (workspace_id, id)
);
create index outbox_due on outbox (due_at) where status = 'pending';
create index outbox_by_conversation on outbox (workspace_id, conversation_id);

create table audit (
  workspace_id text not null,
  id text not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  target text not null,
  before jsonb,
  after jsonb,
  primary key (workspace_id, id)
);
create index audit_by_target on audit (workspace_id, target, at desc, id);
create index audit_by_time on audit (workspace_id, at desc, id);

-- Hashes of the visitor ids of erased people: their tokens are no longer good.
create table tombstones (
  workspace_id text not null,
  hash text not null,
  at timestamptz not null,
  primary key (workspace_id, hash)
);
