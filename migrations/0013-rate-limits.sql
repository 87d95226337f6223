-- How often something was done within the current window. Keys are hashes: no address rests here.
create table rate_limits (
  key text primary key,
  used integer not null,
  expires_at timestamptz not null
) with (fillfactor = 50);

create index rate_limits_expires_at on rate_limits (expires_at);
