import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { queueNames, type QueueName } from '../platform/jobs/job.ts';
import { jobStates, type JobState } from '../platform/jobs/job-state.ts';
import { traceOf, wakeUpColumns } from '../platform/jobs/schedule.ts';
import { wakeUp, type WakeUp } from '../platform/jobs/wake-up.ts';
import { MOST_COUNTED } from './jobs.schema.ts';

const stateRow = z.object({ id: z.guid(), name: z.string(), state: z.enum(jobStates) });
const countRow = z.object({ queue: z.enum(queueNames), state: z.enum(jobStates), count: z.number() });
const pauseRow = z.object({ queue: z.enum(queueNames), pausedAt: z.iso.datetime() });

type QueueCounts = Readonly<Record<QueueName, Readonly<Record<JobState, number>>>>;

/** What the queues hold, and what their dead letters are about. */
export const queueRepository = {
  /**
   * How many jobs each queue holds in each state, counted up to a limit in the index jobs_kind alone: however many rows there
   * are, it reads no more than that of a state.
   */
  async count(db: Executor): Promise<QueueCounts> {
    const rows = await db.query(
      `-- jobs.count
       select queue, state,
              -- In the order of the index, so that no plan reads the table for it.
              (select count(*)::integer from (
                 select from jobs
                 where jobs.queue = queues.queue and jobs.state = states.state
                 order by queue, state, name, id
                 limit $3) as counted) as count
       from unnest($1::text[]) as queues (queue)
       cross join unnest($2::text[]) as states (state)`,
      [queueNames, jobStates, MOST_COUNTED],
    );
    const counts = rows.map(row => countRow.parse(row));
    const countOf = (queue: QueueName, state: JobState): number =>
      counts.find(row => row.queue === queue && row.state === state)?.count ?? 0;
    return recordOf(queueNames, queue => recordOf(jobStates, state => countOf(queue, state)));
  },

  /** Since when queues are paused. */
  async pauses(db: Executor): Promise<ReadonlyMap<QueueName, string>> {
    const rows = await db.query(
      `-- queues.pauses
       select queue, paused_at as "pausedAt" from paused_queues order by queue`,
    );
    return new Map(rows.map(row => pauseRow.parse(row)).map(({ queue, pausedAt }) => [queue, pausedAt]));
  },

  /** The names and states of those among some jobs that exist: dead letters name any. */
  async states(db: Executor, ids: readonly string[]) {
    const rows = await db.query(
      `-- jobs.states
       select id, name, state from jobs where id = any ($1::uuid[]) order by id`,
      [ids],
    );
    return rows.map(row => stateRow.parse(row));
  },

  /** The wake-ups of those among some jobs that wait and are due within what SQS can delay. */
  async wakeUps(db: Executor, ids: readonly string[]): Promise<readonly WakeUp[]> {
    const rows = await db.query(
      `-- jobs.wake_ups
       select ${wakeUpColumns} from (select jobs.*, ${traceOf('jobs')} from jobs) as jobs
       where id = any ($1::uuid[]) and state in ('scheduled', 'queued', 'retrying')
         and run_at <= now() + interval '15 minutes'
       order by id`,
      [ids],
    );
    return rows.map(row => wakeUp.parse(row));
  },
} as const;

export type QueueRepository = typeof queueRepository;

const recordOf = <Key extends string, Value>(
  keys: readonly Key[],
  valueOf: (key: Key) => Value,
): Record<Key, Value> => Object.fromEntries(keys.map(key => [key, valueOf(key)])) as Record<Key, Value>;
