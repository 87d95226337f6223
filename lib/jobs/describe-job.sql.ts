import { jobColumns } from './search-jobs.sql.ts';

/** More relatives than these are not shown. */
const MOST_RELATIVES = 100;

/** The job $1 with its payload, result, trace and times. */
export const describeJob = `-- jobs.describe
select ${jobColumns}, payload, result, split_part(traceparent, '-', 2) as "traceId",
       case when started_at >= run_at then extract(epoch from started_at - run_at)::double precision end as "waitedSeconds",
       case when state in ('active', 'completed', 'failed')
         then extract(epoch from coalesce(finished_at, now()) - started_at)::double precision end as "ranSeconds"
from jobs join job_payloads on job_payloads.job_id = jobs.id
where jobs.id = $1`;

/** The attempts at the job $1 that did not complete it, the oldest first. */
export const listAttempts = `-- jobs.attempts
select attempt, outcome, reason, at from job_attempts where job_id = $1 order by at, attempt`;

/** What came before and after the job $1, and what waits for what. */
export const listRelatives = `-- jobs.relatives
(select 'parent' as relation, parent.id, parent.name, parent.queue, parent.state
 from jobs join jobs as parent on parent.id = jobs.parent_id
 where jobs.id = $1)
union all
(select 'children', id, name, queue, state from jobs where parent_id = $1 order by id limit ${MOST_RELATIVES})
union all
(select 'dependencies', id, name, queue, state
 from job_dependencies join jobs on jobs.id = job_dependencies.depends_on
 where job_dependencies.job_id = $1
 order by id)
union all
(select 'dependents', id, name, queue, state
 from job_dependencies join jobs on jobs.id = job_dependencies.job_id
 where job_dependencies.depends_on = $1
 order by id
 limit ${MOST_RELATIVES})`;
