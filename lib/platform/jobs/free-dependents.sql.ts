import { firstSend, traceOf } from './schedule.ts';

const first = firstSend('now()');

/**
 * Common table expressions that free the jobs waiting for completed ones: each counts its dependencies down, and one that
 * waits for none any more becomes due. Children are locked in the order of their ids, so two settlements never wait for each
 * other in a circle.
 *
 * @param completed the name of an expression with the `id`s that have completed; `freed` returns the jobs now due
 */
export const freeDependentsOf = (completed: string): string => `
satisfied as (
  delete from job_dependencies using ${completed} as parent
  where job_dependencies.depends_on = parent.id
  returning job_id
),
children as (
  select id, state from jobs where id in (select job_id from satisfied) order by id for no key update
),
counted as (
  update jobs
  set waiting_for = jobs.waiting_for - satisfied.count,
      run_at = case when jobs.waiting_for > satisfied.count then jobs.run_at else now() end,
      state = case when jobs.waiting_for > satisfied.count then jobs.state else 'queued' end,
      send_after = case when jobs.waiting_for > satisfied.count then jobs.send_after else ${first.sendAfter} end,
      sends = case when jobs.waiting_for > satisfied.count then jobs.sends else ${first.sends} end
  from children
  join (select job_id, count(*)::smallint as count from satisfied group by job_id) as satisfied
    on satisfied.job_id = children.id
  where jobs.id = children.id and children.state = 'scheduled'
  returning jobs.id, jobs.queue, jobs.group_id, jobs.run_at, jobs.waiting_for
),
freed as (
  select id, queue, group_id, run_at, ${traceOf('counted')} from counted where waiting_for <= 0
)`;
