import * as z from 'zod';
import type { Executor } from '../db/database.ts';
import { CHUNK_SIZE } from './chunk-size.ts';
import type { QueueName } from './job.ts';
import { pauseQueue, resumeQueue, wakeDueJobs, wakeJobsPutOff } from './pause-queue.sql.ts';

const pausedRow = z.object({ pausedAt: z.string() });
const wokenRow = z.object({ woken: z.number(), runAt: z.string(), id: z.string() });
/** A job in the order of their times. The time is Postgres's own text of it: a Date holds no microseconds. */
type WakePosition = Pick<z.infer<typeof wokenRow>, 'runAt' | 'id'>;
const START: WakePosition = { runAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** Holding queues and letting them go on, at most a chunk of their jobs at once; whoever has more calls again. */
export const queueControl = {
  /** @returns since when the queue is paused, as ISO 8601 */
  async pause(db: Executor, queue: QueueName): Promise<string> {
    const [row] = await db.query(pauseQueue, [queue]);
    return pausedRow.parse(row).pausedAt;
  },

  /** Ends a pause; `wakeDue` and `wakePutOff` then have the dispatcher send what came to wait. @returns whether it was paused */
  async resume(db: Executor, queue: QueueName): Promise<boolean> {
    const rows = await db.query(resumeQueue, [queue]);
    return rows.length === 1;
  },

  /**
   * Has the dispatcher send the due jobs of a queue that was paused, a chunk of them.
   *
   * @param after where the last call ended
   * @returns how many it will send, and where the next call goes on; undefined when there are no more
   */
  async wakeDue(db: Executor, queue: QueueName, after: WakePosition = START) {
    const [row] = await db.query(wakeDueJobs, [queue, after.runAt, after.id, CHUNK_SIZE]);
    return row && wokenRow.parse(row);
  },

  /** @returns how many jobs the dispatcher will send at once; less than a chunk when those were all */
  async wakePutOff(db: Executor): Promise<number> {
    const rows = await db.query(wakeJobsPutOff, [CHUNK_SIZE]);
    return rows.length;
  },
} as const;
