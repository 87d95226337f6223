import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { firstUuidv7At } from '../platform/ids/uuid.ts';
import { queueNames, type QueueName } from '../platform/jobs/job.ts';
import { jobStates, type JobState } from '../platform/jobs/job-state.ts';
import { traceOf, wakeUpColumns } from '../platform/jobs/schedule.ts';
import { wakeUp, type WakeUp } from '../platform/jobs/wake-up.ts';
import { describeJob, listAttempts, listRelatives } from './describe-job.sql.ts';
import { MOST_COUNTED, job, jobDetails, type Job, type JobDetails, type JobFilter } from './jobs.schema.ts';
import { searchJobIds, searchJobs, type SearchBy } from './search-jobs.sql.ts';

const idRow = z.object({ id: z.string() });
const stateRow = z.object({ id: z.guid(), name: z.string(), state: z.enum(jobStates) });
const relativeRow = z.object({
  relation: z.enum(['parent', 'children', 'dependencies', 'dependents']),
  ...jobDetails.shape.parent.unwrap().shape,
});
const attemptRow = jobDetails.shape.attempts.element;
const detailsRow = jobDetails.omit({
  attempts: true,
  parent: true,
  children: true,
  dependencies: true,
  dependents: true,
});
const countRow = z.object({ queue: z.enum(queueNames), state: z.enum(jobStates), count: z.number() });
const pauseRow = z.object({ queue: z.enum(queueNames), pausedAt: z.iso.datetime() });

/** Before and after every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Part of a search: between two ids, without them. */
export interface Stretch {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

type QueueCounts = Readonly<Record<QueueName, Readonly<Record<JobState, number>>>>;

export const jobRepository = {
  /** Jobs that fit, the newest first. */
  async search(db: Executor, filter: JobFilter, stretch: Stretch): Promise<readonly Job[]> {
    const { by, values } = searchOf(filter, stretch);
    const rows = await db.query(searchJobs(by, 'newest first'), values);
    return rows.map(row => job.parse(row));
  },

  /** Ids of the jobs that fit, the oldest first. */
  async searchIds(db: Executor, filter: JobFilter, stretch: Stretch): Promise<readonly string[]> {
    const { by, values } = searchOf(filter, stretch);
    const rows = await db.query(searchJobIds(by, 'oldest first'), values);
    return rows.map(row => idRow.parse(row).id);
  },

  /** A job with all that is known about it, in three statements: what is told of it may be moments apart. */
  async find(db: Executor, id: string): Promise<JobDetails | undefined> {
    const [row] = await db.query(describeJob, [id]);
    if (row === undefined) return undefined;
    const attempts = await db.query(listAttempts, [id]);
    const relatives = (await db.query(listRelatives, [id])).map(relative => relativeRow.parse(relative));
    const of = (wanted: string) => relatives.filter(({ relation }) => relation === wanted);
    return {
      ...detailsRow.parse(row),
      attempts: attempts.map(attempt => attemptRow.parse(attempt)),
      parent: of('parent')[0] ?? null,
      children: of('children'),
      dependencies: of('dependencies'),
      dependents: of('dependents'),
    };
  },

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
} as const;

export type JobRepository = typeof jobRepository;

const recordOf = <Key extends string, Value>(
  keys: readonly Key[],
  valueOf: (key: Key) => Value,
): Record<Key, Value> => Object.fromEntries(keys.map(key => [key, valueOf(key)])) as Record<Key, Value>;

/** How a search is best done, and its parameters. */
const searchOf = (
  { ids, payload, state, queue, name, createdAfter, createdBefore }: JobFilter,
  { after, before, limit }: Stretch,
): { readonly by: SearchBy; readonly values: readonly unknown[] } => {
  const json = payload === undefined ? null : JSON.stringify(payload);
  const values = [
    latest(after, createdAfter && firstUuidv7At(Date.parse(createdAfter))) ?? FIRST_ID,
    earliest(before, createdBefore && firstUuidv7At(Date.parse(createdBefore))) ?? LAST_ID,
    state ?? null,
    queue ?? null,
    name ?? null,
    limit,
  ];
  if (ids !== undefined) return { by: 'ids', values: [...values, ids, json] };
  if (json !== null) return { by: 'payload', values: [...values, json] };
  return { by: 'all', values };
};

/** Ids as text sort as they do in the database. */
const sorted = (ids: readonly (string | undefined)[]): readonly string[] =>
  ids.filter(id => id !== undefined).sort();
const latest = (...ids: readonly (string | undefined)[]): string | undefined => sorted(ids).at(-1);
const earliest = (...ids: readonly (string | undefined)[]): string | undefined => sorted(ids)[0];
