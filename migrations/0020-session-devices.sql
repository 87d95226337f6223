-- What a user is shown of their sessions, and the refresh tokens that continue them.
alter table sessions
  add column user_agent text,
  add column last_used_at timestamptz not null default now(),
  -- Hashes only. A refresh token is two secrets: one names the session for life, the other is new with every exchange. So
  -- a session takes one row however often it is continued, and a token spent long ago is still known for what it is.
  add column family_hash text,
  -- Tokens that may be exchanged: one, or several after answers were lost.
  add column token_hashes text[] not null default '{}',
  -- Those that the last exchange spent.
  add column spent_hashes text[] not null default '{}',
  add column rotated_at timestamptz not null default now();

create unique index sessions_family_hash_key on sessions (family_hash);
-- For the removal of those that are over.
create index sessions_expires_at on sessions (expires_at);

-- A session that ends takes its connections along.
create index connections_session_id on connections (session_id);
