-- Connections that have been forgotten and are still to be closed: their session has ended, or an administrator ended them. It
-- is tried at once after the commit, and again by a schedule until it is done.
create table closing_connections (
  id text primary key,
  since timestamptz not null default now()
);

create index closing_connections_since on closing_connections (since);
