-- When a finished row may be removed; null for a live one, and for a failed one that is kept for ever. The way over UTC is
-- there because a generated column must not depend on the session's time zone.
alter table jobs add column expires_at timestamptz generated always as (
  ((finished_at at time zone 'UTC')
    + make_interval(secs => case state when 'failed' then failed_retention_seconds else retention_seconds end))
  at time zone 'UTC') stored;

create index jobs_expires_at on jobs (expires_at) where expires_at is not null;
