-- The ledger of background jobs. An SQS message only says "look at this row"; the row is the truth.
create table jobs (
  id uuid primary key,
  name text not null,
  queue text not null,
  state text not null check (state in (
    'scheduled', 'queued', 'active', 'retrying', 'completed', 'failed', 'cancelled')),
  -- Not before this time.
  run_at timestamptz not null,
  -- While the job is live: when the dispatcher wakes a worker for it if nothing has happened by then.
  send_after timestamptz,
  -- How often the dispatcher has sent a message since the job last moved; sets how far send_after is pushed on.
  sends smallint not null default 0,
  attempt smallint not null default 0,
  max_attempts smallint not null,
  -- How often a lease ran out, which means that a worker died or froze.
  stalls smallint not null default 0,
  max_stalls smallint not null,
  lease_token uuid,
  lease_until timestamptz,
  unique_key text,
  group_id text,
  retention_seconds integer not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  check ((state = 'active') = (lease_token is not null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create index jobs_send_after on jobs (send_after) where send_after is not null;
create unique index jobs_unique_key on jobs (name, unique_key)
  where unique_key is not null and state in ('scheduled', 'queued', 'active', 'retrying');
create index jobs_finished_at on jobs (finished_at) where finished_at is not null;
create index jobs_failed on jobs (finished_at, id) where state = 'failed';

-- Written once; apart from jobs so that claiming and settling never touch its search index.
create table job_payloads (
  job_id uuid primary key references jobs on delete cascade,
  payload jsonb not null,
  result jsonb
);

create index job_payloads_search on job_payloads using gin (payload jsonb_path_ops);

-- Attempts that did not complete, and why.
create table job_attempts (
  job_id uuid not null references jobs on delete cascade,
  attempt smallint not null,
  outcome text not null check (outcome in ('retry', 'discard', 'snooze', 'stalled', 'failed')),
  reason text not null,
  at timestamptz not null default now(),
  primary key (job_id, attempt, at)
);
