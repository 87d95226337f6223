import { pushedOn } from './schedule.ts';

/**
 * Takes up to $1 jobs for which a message must be sent now, and pushes their next one on before it is sent: dispatchers
 * running at the same time never take the same row, and one that dies in between delays a job but never loses it.
 */
export const takeDueJobs = `-- jobs.take_due
with due as (
  select id from jobs
  where send_after <= now()
  order by send_after, id
  limit $1
  for update skip locked
)
update jobs
set send_after = ${pushedOn}, sends = sends + 1
from due
where due.id = jobs.id
returning jobs.id as "jobId", jobs.queue, jobs.group_id as "groupId",
          greatest(0, ceil(extract(epoch from jobs.run_at - now())))::integer as "delaySeconds"`;
