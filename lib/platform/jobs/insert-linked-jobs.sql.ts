import { incomingJobs, writtenJobs } from './insert-jobs.sql.ts';
import { firstSend, wakeUpColumns } from './schedule.ts';

const first = firstSend('due.at');
/** What makes an incoming job and the row it became one: the unique key where there is one, else the id. */
const sameJob = (job: string) =>
  `case when ${job}.unique_key is null then ${job}.id::text else ${job}.name || ' ' || ${job}.unique_key end`;

/** What the incoming jobs wait for. Those rows are marked, which locks them: none can complete unseen. */
const dependencies = `
wanted as (
  select incoming.id as job_id, coalesce(live.id, dependency.id) as depends_on
  from incoming
  cross join lateral unnest(incoming.depends_on) as dependency (id)
  -- One that will be dropped for its unique key is waited for in the job that holds it.
  left join incoming as other on other.id = dependency.id
  left join jobs as live on live.name = other.name and live.unique_key = other.unique_key
    and live.state in ('scheduled', 'queued', 'active', 'retrying')
),
unfinished as (
  select id from jobs
  where id in (select depends_on from wanted) and state <> 'completed'
  order by id
  for no key update
),
marked as (
  update jobs set has_dependents = true from unfinished where jobs.id = unfinished.id
),
awaited as (
  select distinct job_id, depends_on from wanted
  where depends_on in (select id from unfinished union all select id from incoming)
)`;

/** The payloads of the jobs inserted, put off, and replaced. */
const payloads = `
replaced as (
  select jobs.id, jobs.name, jobs.unique_key
  from incoming
  join jobs on jobs.name = incoming.name and jobs.unique_key = incoming.unique_key
  where incoming.unique_mode = 'replace' and jobs.state in ('scheduled', 'queued', 'retrying')
  for update of jobs
),
new_job_payloads as (
  insert into job_payloads (job_id, payload, traceparent)
  select stored.id, incoming.payload, incoming.traceparent
  from (select id, name, unique_key from new_jobs union all select id, name, unique_key from replaced) as stored
  join incoming on ${sameJob('incoming')} = ${sameJob('stored')}
  on conflict (job_id) do update set payload = excluded.payload, traceparent = excluded.traceparent
  returning job_id, traceparent
)`;

/**
 * As `insertJobsWith`, for jobs of which some are linked to others.
 *
 * - One that depends on others waits at infinity until the last of them completes. Each is marked as having dependents,
 *   which locks its row: it can then not complete unseen.
 * - One whose unique key a live job holds is dropped, or, by its mode, replaces the payload of that one while it waits, or also
 *   puts its time off (debounce).
 */
export const insertLinkedJobsWith = (parameter: string, condition = 'true'): string => `
incoming as (
  select job.* from ${incomingJobs(parameter)} where ${condition}
),
${dependencies},
new_jobs as (
  insert into jobs as live (id, name, queue, state, run_at, send_after, sends, waiting_for, has_dependents, max_attempts,
                            max_stalls, unique_key, group_id, retention_seconds, failed_retention_seconds, parent_id)
  select incoming.id, name, queue, case when due.at > now() then 'scheduled' else 'queued' end, due.at,
         ${first.sendAfter}, ${first.sends},
         waiting.count, incoming.id in (select depends_on from awaited), max_attempts, max_stalls, unique_key, group_id,
         retention_seconds, failed_retention_seconds, parent_id
  from incoming
  cross join lateral (select count(*)::smallint as count from awaited where awaited.job_id = incoming.id) as waiting
  cross join lateral (
    select case when waiting.count > 0 then 'infinity'
                else greatest(now(), coalesce(incoming.run_at, now() + make_interval(secs => incoming.delay_seconds))) end as at
  ) as due
  on conflict (name, unique_key) where unique_key is not null and state in ('scheduled', 'queued', 'active', 'retrying')
    do update
    set run_at = excluded.run_at, state = excluded.state, send_after = excluded.send_after, sends = excluded.sends
    where live.state in ('scheduled', 'queued', 'retrying') and live.waiting_for = 0
      and exists (select from incoming where incoming.id = excluded.id and incoming.unique_mode = 'debounce')
  returning id, name, queue, group_id, run_at, unique_key
),
${payloads},
new_dependencies as (
  insert into job_dependencies (depends_on, job_id)
  select awaited.depends_on, awaited.job_id from awaited join new_jobs on new_jobs.id = awaited.job_id
),${writtenJobs}`;

/** Inserts jobs, all or none. $1: a JSON array of NewJob. Returns each row inserted or put off, as a wake-up. */
export const insertLinkedJobs = `-- jobs.insert_linked
with ${insertLinkedJobsWith('$1')}
select ${wakeUpColumns} from written`;
