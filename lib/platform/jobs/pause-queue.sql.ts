/** Pauses the queue $1: from the next claim on nothing of it is claimed. Pausing it again changes nothing. */
export const pauseQueue = `-- queues.pause
insert into paused_queues (queue) values ($1) on conflict (queue) do nothing`;

/** Ends the pause of the queue $1. Waits for dispatchers that are putting its jobs off just now. Returns a row if it was paused. */
export const resumeQueue = `-- queues.resume
delete from paused_queues where queue = $1 returning queue`;

/**
 * Makes a dispatcher send up to $2 jobs of the queue $1 that are due and whose messages workers have dropped during the pause.
 * Whether they have cannot be seen, so a job may get a message too many, which a claim drops. Returns the rows changed.
 */
export const wakeDueJobs = `-- jobs.wake_due
update jobs set send_after = now(), sends = 0
where id in (
    select id from jobs
    -- No message is put off further than that.
    where send_after > now() and send_after <= now() + interval '1 hour'
      and queue = $1 and run_at <= now() and state in ('scheduled', 'queued', 'retrying')
    order by send_after
    limit $2
    for no key update skip locked
  )
returning id`;

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
