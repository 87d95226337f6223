-- One index serves every list and count of jobs: by queue, state and name, any of them or none. The few kinds there are
-- (a kind is a queue, a state and a name) are found by skipping through it, and each kind is in the order of creation.
create index jobs_kind on jobs (queue, state, name, id);
drop index jobs_state;
drop index jobs_failed;

-- The jobs that wait, those that have waited longest first. A claim writes nothing to it.
create index jobs_waiting on jobs (queue, run_at, id) where state in ('scheduled', 'queued', 'retrying');
