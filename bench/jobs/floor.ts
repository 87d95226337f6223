import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { openDatabase } from '../../lib/platform/db/pg-driver.ts';
import { BATCH, inLanes, type JobSystem, type Place } from './system.ts';

const numbered = z.object({ number: z.number() });
const counted = z.object({ jobs: z.number() });

/**
 * The least that an engine has Postgres do which keeps its jobs and lets nobody perform one twice: two updates a batch, each
 * committed, of rows whose state no index holds. No payload, no time, no retries, no search: no user would have it.
 *
 * @param batch how many jobs in each
 */
export const openFloor = async (place: Place, batch: number): Promise<JobSystem> => {
  const fails = (error: Error): void => {
    throw error;
  };
  const db = openDatabase({ url: place.database, poolSize: 16, prepares: true, onIdleError: fails });
  await db.query(
    `create table floor_jobs (number integer primary key, state text not null default 'queued', token uuid)
     with (fillfactor = 50)`,
  );
  let waiting: number[] = [];

  const insert = async (numbers: readonly number[]): Promise<void> => {
    await db.query('insert into floor_jobs (number) select unnest($1::integer[])', [numbers]);
    waiting.push(...numbers);
  };
  const runBatch = async (numbers: readonly number[], perform: (number: number) => void): Promise<void> => {
    const token = randomUUID();
    const claimed = await db.query(
      `-- floor.claim, prepared
       update floor_jobs set state = 'active', token = $2 where number = any ($1::integer[]) and state = 'queued'
       returning number`,
      [numbers, token],
    );
    for (const row of claimed) perform(numbered.parse(row).number);
    const settled = await db.query(
      `-- floor.settle, prepared
       update floor_jobs set state = 'completed', token = null where number = any ($1::integer[]) and token = $2
       returning number`,
      [numbers, token],
    );
    if (settled.length !== numbers.length) throw new Error('not all were claimed and settled');
  };
  return {
    addAll: insert,
    add: number => insert([number]),
    cause: () => Promise.reject(new Error('it only drains')),
    work: perform => inLanes(waiting, batch, each => runBatch(each, perform)),
    left: async () => {
      const [row] = await db.query(
        `/* floor.left */ select count(*)::integer as jobs from floor_jobs where state <> 'completed'`,
      );
      return counted.parse(row).jobs;
    },
    clear: async () => {
      waiting = [];
      await db.query('truncate floor_jobs');
    },
  };
};

export const open = (place: Place): Promise<JobSystem> => openFloor(place, BATCH);
