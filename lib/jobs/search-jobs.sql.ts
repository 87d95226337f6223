/** Every search is for jobs whose ids lie between $1 and $2, without those two. Ids are in the order of creation. */
const inPeriod = 'jobs.id > $1::uuid and jobs.id < $2::uuid';

/** And for those of the states $3, the queue $4 and the name $5, where they are given. @param rows has these columns */
const fits = (rows: string): string => `($3::text[] is null or ${rows}.state = any ($3))
    and ($4::text is null or ${rows}.queue = $4)
    and ($5::text is null or ${rows}.name = $5)`;

export type Order = 'oldest first' | 'newest first';
const directions = { 'oldest first': 'asc', 'newest first': 'desc' } as const;

/** Among the jobs $7, of which those count whose payload contains $8 if that is given. */
const amongIds = (order: Order): string => `
found as (
  select id from jobs
  where id = any ($7::uuid[]) and ${inPeriod} and ${fits('jobs')}
    and ($8::jsonb is null
      or exists (select from job_payloads where job_payloads.job_id = jobs.id and job_payloads.payload @> $8))
  order by id ${directions[order]}
  limit $6
)`;

/**
 * The first of all that fit, as `walked`. The kinds of job there are (queue, state and name) are found by skipping from one to
 * the next in the index jobs_kind; then each that fits gives its first jobs, in order. So it reads no more rows than that of
 * each kind, whatever is asked for.
 */
const walk = (order: Order, limit: string): string => `
kinds as (
  (select queue, state, name from jobs order by queue, state, name limit 1)
  union all
  select next.queue, next.state, next.name
  from kinds
  cross join lateral (
    select queue, state, name from jobs
    where (queue, state, name) > (kinds.queue, kinds.state, kinds.name)
    order by queue, state, name
    limit 1
  ) as next
),
walked as (
  select first.id
  from kinds
  cross join lateral (
    select jobs.id from jobs
    where jobs.queue = kinds.queue and jobs.state = kinds.state and jobs.name = kinds.name and ${inPeriod}
    order by jobs.id ${directions[order]}
    limit ${limit}
  ) as first
  where ${fits('kinds')}
  order by first.id ${directions[order]}
  limit ${limit}
)`;

/** Among all. */
const amongAll = (order: Order): string => `${walk(order, '$6')},
found as (select id from walked)`;

/** So many jobs that fit are looked at before the search index is asked, which gives all that contain a payload at once. */
const WALKED = '(5000 + 5 * $6::integer)';

/**
 * Among those whose payload contains $7. Where many that fit do, the first of them are soon met; where few jobs fit, all of
 * them are. Only else the search index is asked, for what is then rare among those that fit.
 */
const amongPayloads = (order: Order): string => `${walk(order, WALKED)},
-- In the order of those walked. A subquery, not a join: that could be made from the search index.
near as materialized (
  select id from walked
  where (select payload @> $7::jsonb from job_payloads where job_id = walked.id)
  limit $6
),
containing as materialized (
  select job_id from job_payloads
  where payload @> $7::jsonb
    and (select count(*) from near) < $6 and (select count(*) from walked) = ${WALKED}
),
found as (
  select id from near
  union
  select fitting.id
  from containing
  -- The offset keeps it from a join that would read all jobs before it knows whether there are any to look for.
  cross join lateral (
    select jobs.id from jobs
    where jobs.id = containing.job_id and ${inPeriod} and ${fits('jobs')}
    offset 0
  ) as fitting
  order by id ${directions[order]}
  limit $6
)`;

const sources = { ids: amongIds, payload: amongPayloads, all: amongAll } as const;
/** What narrows a search down most; which parameters it takes beyond $6 follows from it. */
export type SearchBy = keyof typeof sources;

/** The ids of up to $6 jobs. */
export const searchJobIds = (by: SearchBy, order: Order): string => `-- jobs.search_ids
with recursive ${sources[by](order)}
select id from found`;

/** The columns of Job. A job that waits for others has infinity as its time, which is none to show. */
export const jobColumns = `jobs.id, jobs.name, jobs.queue, jobs.state, jobs.attempt, jobs.max_attempts as "maxAttempts",
       jobs.stalls, jobs.progress, jobs.cancel_requested as "cancelRequested", jobs.waiting_for as "waitingFor",
       jobs.unique_key as "uniqueKey", jobs.group_id as "groupId", jobs.created_at as "createdAt",
       nullif(jobs.run_at, 'infinity') as "runAt", jobs.started_at as "startedAt", jobs.finished_at as "finishedAt",
       (select reason from job_attempts where job_id = jobs.id order by at desc, attempt desc limit 1) as "lastReason"`;

/** Up to $6 jobs. */
export const searchJobs = (by: SearchBy, order: Order): string => `-- jobs.search
with recursive ${sources[by](order)}
select ${jobColumns}
from found join jobs on jobs.id = found.id
order by jobs.id ${directions[order]}`;
