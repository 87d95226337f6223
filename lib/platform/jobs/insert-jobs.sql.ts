import { firstSend } from './schedule.ts';

const first = firstSend('due.at');

/**
 * Common table expressions that insert jobs with their payloads, to stand in the statement that causes them: the jobs
 * exist exactly when the effect does. A job whose unique key a live job holds is left out.
 *
 * @param parameter the placeholder that holds a JSON array of NewJob, such as `$1`
 * @param condition SQL that must hold for the jobs to be inserted, such as `exists (select from placed)`
 * @returns two expressions; `new_jobs` returns the ids that were inserted
 */
export const insertJobsWith = (parameter: string, condition = 'true'): string => `
new_jobs as (
  insert into jobs (id, name, queue, state, run_at, send_after, sends, max_attempts, max_stalls, unique_key, group_id,
                    retention_seconds)
  select job.id, job.name, job.queue, case when due.at > now() then 'scheduled' else 'queued' end, due.at,
         ${first.sendAfter}, ${first.sends},
         job.max_attempts, job.max_stalls, job.unique_key, job.group_id, job.retention_seconds
  from jsonb_to_recordset(${parameter}::jsonb) as job (
         id uuid, name text, queue text, delay_seconds double precision, run_at timestamptz, max_attempts smallint,
         max_stalls smallint, unique_key text, group_id text, retention_seconds integer)
  cross join lateral (
    select greatest(now(), coalesce(job.run_at, now() + make_interval(secs => job.delay_seconds))) as at
  ) as due
  where ${condition}
  on conflict (name, unique_key) where unique_key is not null and state in ('scheduled', 'queued', 'active', 'retrying')
    do nothing
  returning id
),
new_job_payloads as (
  insert into job_payloads (job_id, payload)
  select new_jobs.id, job.payload
  from new_jobs
  join jsonb_to_recordset(${parameter}::jsonb) as job (id uuid, payload jsonb) on job.id = new_jobs.id
)`;

/** Inserts jobs, all or none. $1: a JSON array of NewJob. */
export const insertJobs = `-- jobs.insert
with ${insertJobsWith('$1')}
select id from new_jobs`;
