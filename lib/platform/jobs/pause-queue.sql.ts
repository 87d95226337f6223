/** Pauses the queue $1: from the next claim on nothing of it is claimed. Pausing it again changes nothing. Returns since when. */
export const pauseQueue = `-- queues.pause
insert into paused_queues (queue) values ($1)
on conflict (queue) do update set paused_at = paused_queues.paused_at
returning paused_at as "pausedAt"`;

/** Ends the pause of the queue $1. Waits for dispatchers that are putting its jobs off just now. Returns a row if it was paused. */
export const resumeQueue = `-- queues.resume
delete from paused_queues where queue = $1 returning queue`;

/**
 * Goes through the due jobs of the queue $1 in the order of their times, from after the one of time $2 and id $3, $4 of them, and
 * makes a dispatcher send those whose next message is still ahead: workers have dropped their messages during the pause.
 * Whether they have cannot be seen, so a job may get a message too many, which a claim drops.
 *
 * Returns one row: how many will be sent, and the last job seen; none when there is no further one.
 */
export const wakeDueJobs = `-- jobs.wake_due
with due as (
  select id, run_at, send_after > now() as asleep from jobs
  where queue = $1 and state in ('scheduled', 'queued', 'retrying') and run_at <= now()
    and (run_at, id) > ($2::timestamptz, $3::uuid)
  order by run_at, id
  limit $4
  for no key update skip locked
),
woken as (
  update jobs set send_after = now(), sends = 0
  from due
  where jobs.id = due.id and due.asleep
  returning jobs.id
)
select (select count(*)::integer from woken) as woken, run_at::text as "runAt", id
from due
order by due.run_at desc, due.id desc
limit 1`;

/**
 * Makes a dispatcher send up to $1 jobs that were put off while their queue was paused and is no longer. Returns the rows
 * changed.
 */
export const wakeJobsPutOff = `-- jobs.wake_put_off
update jobs set send_after = now(), sends = 0
where id in (
    select id from jobs
    where send_after = 'infinity' and waiting_for = 0 and queue not in (select queue from paused_queues)
    order by queue, id
    limit $1
    for no key update of jobs skip locked
  )
returning id`;
