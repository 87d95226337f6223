import { insertJobsWith } from './insert-jobs.sql.ts';
import { firstSend } from './schedule.ts';

const due = 'now() + make_interval(secs => outcome.delay_seconds)';
const first = firstSend(`(${due})`);

/**
 * Settles a batch of jobs by their outcomes. A job whose lease the caller no longer holds is left alone.
 *
 * $1 a JSON array of Settlement; $2 uuid the lease token. Returns the ids that were settled.
 */
export const settleJobs = `-- jobs.settle
with outcome as (
  select *, state = 'retrying' as live
  from jsonb_to_recordset($1::jsonb) as outcome (
    id uuid, state text, outcome text, reason text, delay_seconds double precision, result jsonb)
),
settled as (
  update jobs
  set state = outcome.state, lease_token = null, lease_until = null,
      run_at = case when live then ${due} else run_at end,
      send_after = case when live then ${first.sendAfter} end,
      sends = case when live then ${first.sends} else 0 end,
      -- A snooze is no attempt: it may be repeated for ever.
      attempt = jobs.attempt - (outcome.outcome = 'snooze')::int,
      finished_at = case when live then null else now() end
  from outcome
  where jobs.id = outcome.id and jobs.state = 'active' and jobs.lease_token = $2
  returning jobs.id, jobs.attempt, outcome.outcome, outcome.reason, outcome.result
),
attempts as (
  insert into job_attempts (job_id, attempt, outcome, reason)
  select id, attempt, outcome, reason from settled where outcome <> 'completed'
),
results as (
  update job_payloads set result = settled.result
  from settled
  where job_payloads.job_id = settled.id and settled.result is not null
)
select id from settled`;

/**
 * Completes one job in the transaction of its effect and inserts the jobs that follow; nothing when its lease is lost.
 *
 * $1 uuid the job; $2 uuid the lease token; $3 jsonb the result or null; $4 a JSON array of NewJob.
 * Returns a row when it was completed, with the ids of the jobs inserted.
 */
export const completeJob = `-- jobs.complete
with completed as (
  update jobs
  set state = 'completed', lease_token = null, lease_until = null, send_after = null, finished_at = now()
  where id = $1 and state = 'active' and lease_token = $2
  returning id
),
results as (
  update job_payloads set result = $3
  from completed
  where job_payloads.job_id = completed.id and $3::jsonb is not null
),
${insertJobsWith('$4', 'exists (select from completed)')}
select completed.id, (select coalesce(array_agg(new_jobs.id::text), '{}') from new_jobs) as next
from completed`;
