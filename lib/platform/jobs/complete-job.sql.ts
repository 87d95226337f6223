import { freeDependentsOf } from './free-dependents.sql.ts';
import { insertJobsWith } from './insert-jobs.sql.ts';
import { insertLinkedJobsWith } from './insert-linked-jobs.sql.ts';
import { wakeUpsOf } from './schedule.ts';

const complete = (condition: string): string => `
completed as (
  update jobs
  set state = 'completed', lease_token = null, lease_until = null, send_after = null, finished_at = now(),
      progress = case when progress is null then null else 1 end
  where id = $1 and state = 'active' and lease_token = $2 and ${condition}
  returning id
),
results as (
  update job_payloads set result = $3
  from completed
  where job_payloads.job_id = completed.id and $3::jsonb is not null
)`;

/**
 * Completes one job in the transaction of its effect and inserts the jobs that follow; nothing when its lease is lost or
 * it has dependents.
 *
 * $1 uuid the job; $2 uuid the lease token; $3 jsonb the result or null; $4 a JSON array of NewJob.
 * Returns a row when it was completed, with the wake-ups to send after the commit.
 */
export const completeJob = `-- jobs.complete, prepared
with ${complete('not has_dependents')},
${insertJobsWith('$4', 'exists (select from completed)')}
select ${wakeUpsOf('written')} as "wakeUps" from completed`;

/**
 * As `completeJob`, for a job that may have dependents, and following jobs that may be linked to others. Must follow
 * `lockHeldJobs` in its transaction.
 */
export const completeLinkedJob = `-- jobs.complete_linked
with ${complete('true')},
${insertLinkedJobsWith('$4', 'exists (select from completed)')},
${freeDependentsOf('completed')}
select ${wakeUpsOf('written', 'freed')} as "wakeUps" from completed`;
