-- What operators and performers say about a job while it lives.
alter table jobs
  -- Asked to stop while it runs; its performer is told by its signal.
  add column cancel_requested boolean not null default false,
  -- From 0 to 1, as its performer reports.
  add column progress real check (progress between 0 and 1),
  -- Jobs that must complete before it may run; while there are any, run_at is infinity.
  add column waiting_for smallint not null default 0,
  -- Whether a job waits for this one: then completing it takes the longer statement that frees those.
  add column has_dependents boolean not null default false,
  -- A failed row is kept this long; for ever when null.
  add column failed_retention_seconds integer,
  -- The job whose completion enqueued it, for its lineage. No foreign key: the parent may be pruned first.
  add column parent_id uuid;

create index jobs_parent_id on jobs (parent_id) where parent_id is not null;
-- Lists of one state, newest first.
create index jobs_state on jobs (state, id) where state in ('scheduled', 'queued', 'active', 'retrying', 'failed', 'cancelled');

-- Which job waits for which. A row goes when the one waited for completes.
create table job_dependencies (
  depends_on uuid not null references jobs on delete cascade,
  job_id uuid not null references jobs on delete cascade,
  primary key (depends_on, job_id)
);

create index job_dependencies_job_id on job_dependencies (job_id);

-- Queues whose jobs are not to be claimed just now.
create table paused_queues (
  queue text primary key,
  paused_at timestamptz not null default now()
);
