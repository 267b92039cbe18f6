-- An account is a person who works on flows. It is found before any workspace is known, so its tables are keyed by it.
create table accounts (
  id text primary key,
  email text not null unique,
  name text not null,
  password_hash text not null,
  created_at timestamptz not null
);

-- Sessions of browsers. Only the hash of a token is kept; expiry is compared with the clock of whoever asks.
create table sessions (
  account_id text not null references accounts,
  id text not null,
  hash text not null unique,
  device text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id)
);

create table password_resets (
  account_id text not null references accounts,
  hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, hash)
);

-- Who works where. Read at every call of a session: a changed role counts at once.
create table memberships (
  workspace_id text not null references workspaces,
  account_id text not null,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  created_at timestamptz not null,
  primary key (workspace_id, account_id)
);
create index memberships_by_account on memberships (account_id);

-- Open invitations: an accepted, revoked or replaced one is deleted.
create table invitations (
  workspace_id text not null references workspaces,
  id text not null,
  email text not null,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  hash text not null unique,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, email)
);

-- How often somebody tried to get in, by account and by address, hashed: shared by all nodes.
create table attempts (
  subject text primary key,
  tries integer not null,
  last_try text not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
