/**
 * Cancels jobs that wait, and asks for the cancellation of those at work: their performers are told by their signal. What
 * has ended is left alone. Rows are locked in the order of their ids, so two calls never wait for each other in a circle.
 *
 * $1 uuid[] the jobs.
 * Returns one row: how many were cancelled, and of how many the cancellation was asked for.
 */
export const cancelJobs = `-- jobs.cancel
with asked as (
  -- By their ids alone: the planner must not be tempted to read all jobs of a state of which it believes there are few.
  select id, state from jobs where id = any ($1::uuid[]) order by id for no key update
),
cancelled as (
  update jobs set state = 'cancelled', send_after = null, finished_at = now()
  from asked
  where jobs.id = asked.id and asked.state in ('scheduled', 'queued', 'retrying')
  returning jobs.id
),
requested as (
  update jobs set cancel_requested = true
  from asked
  where jobs.id = asked.id and asked.state = 'active'
  returning jobs.id
)
select (select count(*)::integer from cancelled) as cancelled, (select count(*)::integer from requested) as requested`;

/** Whether a cancelled job may have dependents that are still to be cancelled: asked often, and answered from an empty index. */
export const hasCancelledParents = `-- jobs.has_cancelled_parents
select exists (select from jobs where state = 'cancelled' and has_dependents) as found`;

/**
 * Takes up to $1 cancelled jobs whose dependents are still to be cancelled. Only a statement after this one sees every
 * dependent: one that is enqueued meanwhile waits for the lock, or has committed.
 */
export const lockCancelledParents = `-- jobs.lock_cancelled_parents
select id from jobs where state = 'cancelled' and has_dependents order by id limit $1 for no key update skip locked`;

/** Up to $2 of the jobs that still wait for the cancelled ones $1, each looked at by its id. */
export const listDependents = `-- jobs.dependents
select job_id as id
from job_dependencies
where depends_on = any ($1::uuid[])
  and (select state = 'scheduled' and waiting_for > 0 from jobs where jobs.id = job_dependencies.job_id)
order by job_id
limit $2`;

/** The dependents of the cancelled jobs $1 are cancelled, all of them. */
export const markDependentsCancelled = `-- jobs.dependents_cancelled
update jobs set has_dependents = false where id = any ($1::uuid[])`;
