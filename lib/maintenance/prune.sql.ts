/**
 * Finished jobs past their retention, with their payloads and attempts. A failed one stays while a job waits for it: it could
 * still be retried. That is looked up job by job, for the few that have dependents.
 */
const pruneJobs = `-- maintenance.prune_jobs
delete from jobs
where id in (
    select id from jobs
    where expires_at < now()
      and (state = 'completed' or not has_dependents or not exists (
        select from job_dependencies
        join jobs as dependent on dependent.id = job_dependencies.job_id
        where job_dependencies.depends_on = jobs.id and dependent.state = 'scheduled'))
    order by expires_at
    limit $1
    for update of jobs skip locked
  )
returning id`;

/** A repeat later than a day is a new request. */
const pruneIdempotencyKeys = `-- maintenance.prune_idempotency_keys
delete from idempotency_keys
where (scope, key) in (
    select scope, key from idempotency_keys
    where created_at < now() - interval '24 hours'
    order by created_at
    limit $1
    for update skip locked
  )
returning key`;

/** Rows that say themselves how long they count. @param id their primary key */
const pruneExpired = (table: string, id: string): string => `-- maintenance.prune_${table}
delete from ${table}
where ${id} in (
    select ${id} from ${table}
    where expires_at < now()
    order by expires_at
    limit $1
    for update skip locked
  )
returning ${id}`;

/**
 * What is removed, by the name of its table. Each statement removes up to $1 rows, the oldest first, which an index gives it,
 * and leaves alone what somebody is changing just now. Connections are not here: whoever forgets one must tell its rooms.
 */
export const prunes = {
  jobs: pruneJobs,
  idempotencyKeys: pruneIdempotencyKeys,
  rateLimits: pruneExpired('rate_limits', 'key'),
  sessions: pruneExpired('sessions', 'id'),
  passwordResets: pruneExpired('password_resets', 'hash'),
  tickets: pruneExpired('tickets', 'hash'),
} as const;

export type Prunable = keyof typeof prunes;
