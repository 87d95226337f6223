import { freeDependentsOf } from './free-dependents.sql.ts';
import { firstSend, traceOf, wakeUpsOf } from './schedule.ts';

const due = '(now() + make_interval(secs => outcome.delay_seconds))';
const first = firstSend(due);

const settle = (condition: string): string => `
outcome as (
  select *, state = 'retrying' as again
  from jsonb_to_recordset($1::jsonb) as outcome (
    id uuid, state text, outcome text, reason text, delay_seconds double precision, result jsonb)
),
settled as (
  update jobs
  set state = case when again and cancel_requested then 'cancelled' else outcome.state end,
      lease_token = null, lease_until = null,
      run_at = case when again then ${due} else run_at end,
      send_after = case when again and not cancel_requested then ${first.sendAfter} end,
      sends = case when again then ${first.sends} else 0 end,
      -- A snooze is no attempt: it may be repeated for ever.
      attempt = jobs.attempt - (outcome.outcome = 'snooze')::int,
      progress = case when outcome.state = 'completed' and progress is not null then 1 else progress end,
      finished_at = case when again and not cancel_requested then null else now() end
  from outcome
  -- Named as an array too: the planner takes a set of JSON for a hundred rows, and would rather read a table of some thousands.
  where jobs.id = any (array(select id from outcome))
    and jobs.id = outcome.id and jobs.state = 'active' and jobs.lease_token = $2 and ${condition}
  returning jobs.id, jobs.state, jobs.queue, jobs.group_id, jobs.run_at, jobs.attempt, outcome.outcome, outcome.reason,
            outcome.result
),
attempts as (
  insert into job_attempts (job_id, attempt, outcome, reason)
  select id, attempt, outcome, reason from settled where outcome <> 'completed'
),
results as (
  update job_payloads set result = settled.result
  from settled
  where job_payloads.job_id = settled.id and settled.result is not null
),
again as (
  select id, queue, group_id, run_at, ${traceOf('settled')} from settled where state = 'retrying'
)`;

const answer = (...rows: readonly string[]): string => `
select array(select id::text from settled) as settled,
       array(select id::text from settled where state = 'cancelled') as cancelled,
       ${wakeUpsOf(...rows)} as "wakeUps"`;

/**
 * Settles a batch of jobs by their outcomes. A job whose lease the caller no longer holds is left alone, and so is one
 * that has dependents. One that is to be tried again although its cancellation was asked for is cancelled.
 *
 * $1 a JSON array of Settlement; $2 uuid the lease token.
 * Returns one row: the ids settled, those cancelled among them, and the wake-ups to send.
 */
export const settleJobs = `-- jobs.settle, prepared
with ${settle('not jobs.has_dependents')}
${answer('again')}`;

/**
 * As `settleJobs`, for a batch of which all have completed without a result. Most batches have, and it saves a sixth of what
 * a job costs the database.
 *
 * $1 uuid[] the jobs; $2 uuid the lease token. Returns the ids settled.
 */
export const settleCompleted = `-- jobs.settle_completed, prepared
update jobs
set state = 'completed', lease_token = null, lease_until = null, send_after = null, sends = 0,
    progress = case when progress is not null then 1 end, finished_at = now()
where id = any ($1::uuid[]) and state = 'active' and lease_token = $2 and not has_dependents
returning id`;

/**
 * Locks jobs that may have dependents. Only a statement after this one sees all of those: one that is enqueued meanwhile waits for
 * the lock, or has committed. $1 uuid[] the jobs; $2 uuid the lease token.
 */
export const lockHeldJobs = `-- jobs.lock_held
select id from jobs where id = any ($1::uuid[]) and lease_token = $2 order by id for no key update`;

/**
 * As `settleJobs`, for jobs that may have dependents; those that were waiting for the last of them become due. Must follow
 * `lockHeldJobs` in its transaction.
 */
export const settleJobsWithDependents = `-- jobs.settle_with_dependents
with ${settle('true')},
completed as (
  select id from settled where state = 'completed'
),
${freeDependentsOf('completed')}
${answer('again', 'freed')}`;
