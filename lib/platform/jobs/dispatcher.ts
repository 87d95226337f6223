import type { Database } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import { ledger } from './ledger.ts';
import type { WakeUpSender } from './wake-up.ts';

/** Rows taken in one statement: fifty full SQS batches, and locks held for milliseconds. */
const BATCH_SIZE = 500;

/**
 * Sends the messages that are due: those of delayed jobs coming up within fifteen minutes, and again those of jobs that
 * nobody has claimed, because a message was lost, expired, purged or dead-lettered, or a worker died.
 */
export const createDispatcher = ({
  db,
  wakeUps,
  log,
}: {
  db: Database;
  wakeUps: WakeUpSender;
  log: Log;
}) => ({
  /** Works until nothing is due or the signal is aborted. @returns the number of messages sent */
  async dispatch(signal: AbortSignal): Promise<number> {
    let sent = 0;
    while (!signal.aborted) {
      const due = await ledger.takeDue(db, BATCH_SIZE);
      await wakeUps.send(due.wakeUps);
      sent += due.wakeUps.length;
      if (due.taken < BATCH_SIZE) break;
    }
    if (sent > 0) log.info('jobs.dispatched', { sent });
    return sent;
  },
});

export type Dispatcher = ReturnType<typeof createDispatcher>;
