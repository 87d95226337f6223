import { pushedOn, traceOf, wakeUpColumns } from './schedule.ts';

/**
 * Takes up to $1 jobs for which a message must be sent now, and pushes their next one on before it is sent: dispatchers
 * running at the same time never take the same row, and one that dies in between delays a job but never loses it. Jobs of a
 * paused queue are put off until it is resumed.
 *
 * Returns a row for each job taken; `paused` ones get no message.
 */
export const takeDueJobs = `-- jobs.take_due
with resting as (
  -- Locked until the jobs are put off, so that whoever ends a pause afterwards finds them.
  select queue from paused_queues for share
),
due as (
  select id, queue in (select queue from resting) as paused
  from jobs
  where send_after <= now()
  order by send_after, id
  limit $1
  for update of jobs skip locked
),
taken as (
  update jobs
  set send_after = case when due.paused then 'infinity' else ${pushedOn} end,
      sends = case when due.paused then 0 else least(sends + 1, 100) end
  from due
  where due.id = jobs.id
  returning jobs.id, jobs.queue, jobs.group_id, jobs.run_at, due.paused
)
select ${wakeUpColumns}, paused from (select taken.*, ${traceOf('taken')} from taken) as taken`;
