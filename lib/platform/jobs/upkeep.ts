import * as z from 'zod';
import type { Database, Executor } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import { jobCancelling } from './cancel.ts';
import { queueControl } from './queue-control.ts';
import type { Dispatcher } from './dispatcher.ts';
import { queueNames, type QueueName } from './job.ts';
import type { JobMetrics } from './job-metrics.ts';

const oldestWaiting = `-- jobs.oldest_waiting: one look into an index for each queue
select queue, extract(epoch from now() - first.run_at)::double precision as seconds
from unnest($1::text[]) as queues (queue)
cross join lateral (
  select run_at from jobs
  where jobs.queue = queues.queue and state in ('scheduled', 'queued', 'retrying') and run_at <= now()
  order by run_at
  limit 1
) as first`;

const waitingRow = z.object({ queue: z.enum(queueNames), seconds: z.number() });

export interface UpkeepDeps {
  readonly db: Database;
  readonly dispatcher: Dispatcher;
  readonly jobMetrics: JobMetrics;
  readonly log: Log;
}

/**
 * What is done each minute so that no job is stranded: it finishes what an operator or a worker may have left half done, and has
 * the dispatcher send what is due. Any number may run at once.
 */
export const createUpkeep = ({ db, dispatcher, jobMetrics, log }: UpkeepDeps) => ({
  /** Works until nothing is left or the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const cancelled = await untilNone(signal, () => jobCancelling.cancelDependents(db));
    if (cancelled > 0) log.info('jobs.dependents_cancelled', { cancelled });
    const woken = await untilNone(signal, async () => {
      const count = await queueControl.wakePutOff(db);
      return count === 0 ? undefined : count;
    });
    if (woken > 0) log.info('jobs.woken', { woken });
    await dispatcher.dispatch(signal);
    if (!signal.aborted) jobMetrics.ofWaiting(await readOldestWaiting(db));
  },
});

/** How long the oldest due job of each queue has waited, in seconds; 0 when none waits. */
export const readOldestWaiting = async (db: Executor): Promise<Readonly<Record<QueueName, number>>> => {
  const rows = await db.query(oldestWaiting, [queueNames]);
  const seconds = new Map(rows.map(row => waitingRow.parse(row)).map(row => [row.queue, row.seconds]));
  return Object.fromEntries(queueNames.map(queue => [queue, seconds.get(queue) ?? 0])) as Record<
    QueueName,
    number
  >;
};

/** Repeats a step until it has nothing to do. @returns the sum of what it did */
const untilNone = async (signal: AbortSignal, step: () => Promise<number | undefined>): Promise<number> => {
  let sum = 0;
  while (!signal.aborted) {
    const done = await step();
    if (done === undefined) break;
    sum += done;
  }
  return sum;
};
