-- Beside a flow: its tests, what people say about its blocks, and links that let anyone try it out.

alter table flows add column draft_saved_by text;
alter table flows add column draft_saved_at timestamptz;
-- What saving last found; null for drafts that were saved before this was counted.
alter table flows add column draft_problems integer;

create table flow_tests (
  workspace_id text not null,
  flow_id text not null,
  id text not null,
  name text not null,
  test jsonb not null,
  author text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, flow_id, id),
  foreign key (workspace_id, flow_id) references flows
);

create table comments (
  workspace_id text not null,
  flow_id text not null,
  id text not null,
  -- Exactly one of the two; the document does not know of comments.
  block text,
  group_id text,
  content text not null,
  author text not null,
  author_id text not null,
  created_at timestamptz not null,
  edited_at timestamptz,
  resolved_at timestamptz,
  resolved_by text,
  primary key (workspace_id, flow_id, id),
  foreign key (workspace_id, flow_id) references flows,
  check ((block is null) <> (group_id is null))
);

create table preview_links (
  workspace_id text not null,
  id text not null,
  flow_id text not null,
  -- null: the draft, as it is when somebody plays it.
  version_number integer,
  token_hash text not null unique,
  note text,
  author text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, flow_id) references flows
);
create index preview_links_by_flow on preview_links (workspace_id, flow_id, created_at desc);

-- What asks for attention is rare: small indexes keep it quick to find.
create index conversations_handed_off on conversations (workspace_id, touched_at) where status = 'handed-off';
create index inbox_dead on inbox (workspace_id) where status = 'dead';
create index outbox_dead on outbox (workspace_id) where status = 'dead';
