/**
 * Claims jobs for one worker: each row goes to one claimer at most, and only when it is due and free, its queue is not
 * paused, or the lease of its last worker has run out.
 *
 * A job whose lease ran out has stalled; it may have ended its worker. From then on it is claimed alone, so that it
 * cannot take its neighbours with it again, and after too many stalls it is failed here, or cancelled when that was asked for.
 *
 * A job whose name nobody here performs is left as it is: its message goes to the dead-letter queue, and a deployment that knows
 * it finds it waiting.
 *
 * $1 uuid[] the jobs; $2 uuid the lease token; $3 lease in seconds; $4 whether a stalled job may be claimed; $5 text[] the
 * names performed here.
 * Returns a row for each job that was claimed, ended, or must be claimed alone; none for one that is not due, taken or finished.
 */
export const claimJobs = `-- jobs.claim, prepared
with free as (
  select id, name, queue, group_id, state, attempt, stalls + (state = 'active')::int as stalls, max_stalls, cancel_requested
  from jobs
  where id = any ($1::uuid[])
    and (state in ('scheduled', 'queued', 'retrying') and run_at <= now() + interval '1 second'
      or state = 'active' and lease_until < now())
    and not exists (select from paused_queues where paused_queues.queue = jobs.queue)
  order by id
  for update of jobs skip locked
),
judged as (
  select *, case when name <> all ($5::text[]) then 'unknown' when cancel_requested then 'cancelled' when stalls > max_stalls then 'failed'
                 when stalls > 0 and not $4::boolean then 'alone' else 'claimed' end as verdict
  from free
),
claimed as (
  update jobs
  set state = 'active', lease_token = $2, lease_until = now() + make_interval(secs => $3),
      send_after = now() + make_interval(secs => $3), sends = 0,
      attempt = jobs.attempt + 1, stalls = judged.stalls, started_at = now()
  from judged
  where judged.id = jobs.id and judged.verdict = 'claimed'
  returning jobs.id, jobs.attempt, jobs.stalls, jobs.max_attempts,
            greatest(0, extract(epoch from now() - jobs.run_at)) as waited
),
ended as (
  update jobs
  set state = judged.verdict, lease_token = null, lease_until = null, send_after = null, finished_at = now(), stalls = judged.stalls
  from judged
  where judged.id = jobs.id and judged.verdict in ('failed', 'cancelled')
),
stalled as (
  insert into job_attempts (job_id, attempt, outcome, reason)
  select id, attempt, 'stalled', 'the lease ran out: its worker died or froze'
  from judged
  where state = 'active' and verdict not in ('alone', 'unknown')
)
select judged.id, judged.verdict, judged.state = 'active' as stalled, judged.name,
       judged.queue, claimed.attempt, claimed.stalls,
       claimed.max_attempts as "maxAttempts", judged.group_id as "groupId", claimed.waited::double precision as "waitedSeconds",
       job_payloads.payload, job_payloads.checkpoint, job_payloads.traceparent
from judged
left join claimed on claimed.id = judged.id
left join job_payloads on job_payloads.job_id = claimed.id
order by judged.id`;
