import { firstSend, wakeUpColumns } from './schedule.ts';

const first = firstSend('due.at');

/** The jobs written with the traces they were written with, which the statement itself cannot read yet. */
export const writtenJobs = `
written as (
  select new_jobs.*, traceparent from new_jobs join new_job_payloads on job_id = id
)`;

/** The fields of NewJob as a row. @param parameter the placeholder that holds a JSON array of them */
export const incomingJobs = (parameter: string): string => `jsonb_to_recordset(${parameter}::jsonb) as job (
    id uuid, name text, queue text, payload jsonb, delay_seconds double precision, run_at timestamptz,
    max_attempts smallint, max_stalls smallint, unique_key text, unique_mode text, group_id text,
    retention_seconds integer, failed_retention_seconds integer, parent_id uuid, depends_on uuid[],
    traceparent text)`;

/**
 * Common table expressions that insert jobs with their payloads, to stand in the statement that causes them: the jobs
 * exist exactly when the effect does. A job whose unique key a live job holds is left out.
 *
 * They are short because the statement is planned each time it runs. Jobs that depend on others or replace a waiting one
 * need `insertLinkedJobsWith`.
 *
 * @param parameter the placeholder that holds a JSON array of NewJob, such as `$1`
 * @param condition SQL that must hold for the jobs to be inserted, such as `exists (select from placed)`
 * @returns expressions of which `written` returns the jobs inserted, for `wakeUpColumns`
 */
export const insertJobsWith = (parameter: string, condition = 'true'): string => `
new_jobs as (
  insert into jobs (id, name, queue, state, run_at, send_after, sends, max_attempts, max_stalls, unique_key, group_id,
                    retention_seconds, failed_retention_seconds, parent_id)
  select job.id, name, queue, case when due.at > now() then 'scheduled' else 'queued' end, due.at,
         ${first.sendAfter}, ${first.sends},
         max_attempts, max_stalls, unique_key, group_id, retention_seconds, failed_retention_seconds, parent_id
  from ${incomingJobs(parameter)}
  cross join lateral (
    select greatest(now(), coalesce(job.run_at, now() + make_interval(secs => job.delay_seconds))) as at
  ) as due
  where ${condition}
  on conflict (name, unique_key) where unique_key is not null and state in ('scheduled', 'queued', 'active', 'retrying')
    do nothing
  returning id, queue, group_id, run_at
),
new_job_payloads as (
  insert into job_payloads (job_id, payload, traceparent)
  select new_jobs.id, job.payload, job.traceparent
  from new_jobs
  join jsonb_to_recordset(${parameter}::jsonb) as job (id uuid, payload jsonb, traceparent text) on job.id = new_jobs.id
  returning job_id, traceparent
),${writtenJobs}`;

/** Inserts jobs, all or none. $1: a JSON array of NewJob. Returns each row inserted, as a wake-up. */
export const insertJobs = `-- jobs.insert, prepared
with ${insertJobsWith('$1')}
select ${wakeUpColumns} from written`;
