import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { jobCancelling } from '../platform/jobs/cancel.ts';

/** How long work may go on. */
export interface TimeLeft {
  readonly clock: Clock;
  /** In milliseconds since 1970: no chunk is begun shortly before it. */
  readonly deadline: number;
}

/** A chunk takes less; an answer must still get out. */
const CHUNK_MILLISECONDS = 3_000;

/** Whether there is time for one more chunk. */
export const hasTime = ({ clock, deadline }: TimeLeft): boolean =>
  clock.now().getTime() + CHUNK_MILLISECONDS < deadline;

/** Cancels what waits for cancelled jobs. What is left when the time is over the upkeep does within a minute. @returns how many */
export const cancelDependents = async (db: Database, time: TimeLeft): Promise<number> => {
  let sum = 0;
  while (hasTime(time)) {
    const cancelled = await jobCancelling.cancelDependents(db);
    if (cancelled === undefined) break;
    sum += cancelled;
  }
  return sum;
};
