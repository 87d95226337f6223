import { firstSend, traceOf, wakeUpsOf } from './schedule.ts';

const first = firstSend('now()');

/**
 * Locks jobs that have ended badly, and before them what they depend on, so that neither changes until they are retried.
 * $1 uuid[] the jobs.
 */
export const lockEndedJobs = `-- jobs.lock_ended
select id from jobs
where id in (
  select id from unnest($1::uuid[]) as asked (id)
  union
  select depends_on from job_dependencies where job_id = any ($1::uuid[])
)
order by id = any ($1::uuid[]), id
for no key update`;

/**
 * Makes failed and cancelled jobs as good as new and due at once, each with all its attempts. Must follow `lockEndedJobs` in its
 * transaction.
 *
 * - One whose unique key a live job holds is left alone; so are all but the newest of several with one key.
 * - One that waits for others waits for them again. Those that were cancelled and are not retried with it no longer count.
 *
 * $1 uuid[] the jobs.
 * Returns one row: how many were retried, how many were left alone for their key, and the wake-ups to send.
 */
export const retryJobs = `-- jobs.retry
with asked as materialized (
  -- By their ids alone: the planner must not be tempted to read all jobs of a state of which it believes there are few.
  select id, name, unique_key, state from jobs where id = any ($1::uuid[])
),
ended as (
  select id, name, unique_key, row_number() over (partition by name, unique_key order by id desc) as place
  from asked
  where state in ('failed', 'cancelled')
),
free as (
  select id from ended
  where unique_key is null
    or place = 1 and not exists (
      select from jobs as live
      where live.name = ended.name and live.unique_key = ended.unique_key
        and live.state in ('scheduled', 'queued', 'active', 'retrying'))
),
dependencies as (
  select job_dependencies.job_id, parent.id as depends_on,
         parent.state <> 'cancelled' or parent.id in (select id from free) as awaited
  from job_dependencies
  join jobs as parent on parent.id = job_dependencies.depends_on
  where job_dependencies.job_id in (select id from free)
),
forgotten as (
  delete from job_dependencies using dependencies as dependency
  where not dependency.awaited
    and job_dependencies.depends_on = dependency.depends_on and job_dependencies.job_id = dependency.job_id
),
retried as (
  update jobs
  set state = case when waiting.count > 0 then 'scheduled' else 'queued' end,
      run_at = case when waiting.count > 0 then 'infinity' else now() end,
      send_after = case when waiting.count > 0 then 'infinity' else ${first.sendAfter} end,
      sends = case when waiting.count > 0 then 0 else ${first.sends} end,
      waiting_for = waiting.count,
      has_dependents = exists (select from job_dependencies where depends_on = jobs.id),
      attempt = 0, stalls = 0, progress = null, cancel_requested = false, started_at = null, finished_at = null
  from free
  cross join lateral (
    select count(*)::smallint as count from dependencies where dependencies.job_id = free.id and awaited
  ) as waiting
  where jobs.id = free.id
  returning jobs.id, jobs.queue, jobs.group_id, jobs.run_at, jobs.waiting_for
),
due as (
  select id, queue, group_id, run_at, ${traceOf('retried')} from retried where waiting_for = 0
)
select (select count(*)::integer from retried) as retried,
       (select count(*)::integer from ended) - (select count(*)::integer from retried) as "keyTaken",
       ${wakeUpsOf('due')} as "wakeUps"`;
