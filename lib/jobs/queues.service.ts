import { ok, type Result } from 'neverthrow';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import type { Page } from '../platform/http/page.ts';
import { queueControl } from '../platform/jobs/queue-control.ts';
import type { DeadLetterQueues } from '../platform/jobs/dead-letters.ts';
import type { Dispatcher } from '../platform/jobs/dispatcher.ts';
import { queueNames, type QueueName } from '../platform/jobs/job.ts';
import { readOldestWaiting } from '../platform/jobs/upkeep.ts';
import type { Log } from '../platform/log/log.ts';
import type { QueueRepository } from './queues.repository.ts';
import type { PausedQueue, QueueOverview, ResumedQueue } from './queues.schema.ts';

export interface QueueReaderDeps {
  readonly db: Database;
  readonly queues: QueueRepository;
  readonly deadLetters: DeadLetterQueues;
  readonly log: Log;
}

/** How the queues are doing. */
export const createQueueReader = ({ db, queues, deadLetters, log }: QueueReaderDeps) => {
  /** SQS is another service: when it does not answer, the rest is told all the same. */
  const depth = async (queue: QueueName): Promise<number | null> => {
    try {
      return await deadLetters.depth(queue);
    } catch (error) {
      log.warn('queue.depth_unknown', { queue, error });
      return null;
    }
  };

  return {
    async overview(): Promise<Result<Page<QueueOverview>, never>> {
      const depths = new Map(
        await Promise.all(queueNames.map(async queue => [queue, await depth(queue)] as const)),
      );
      const counts = await queues.count(db);
      const waiting = await readOldestWaiting(db);
      const pauses = await queues.pauses(db);
      const items = queueNames.map(queue => ({
        queue,
        pausedAt: pauses.get(queue) ?? null,
        jobs: counts[queue],
        oldestWaitSeconds: waiting[queue],
        deadLetters: depths.get(queue) ?? null,
      }));
      return ok({ items, nextCursor: null });
    },
  };
};

export interface QueuePauserDeps {
  readonly db: Database;
  readonly log: Log;
}

/** Holding a queue. */
export const createQueuePauser = ({ db, log }: QueuePauserDeps) => ({
  /** From the next claim on nothing of the queue is claimed; what is at work goes on. @param by who wants it, for the log */
  async pause(by: string, queue: QueueName): Promise<Result<PausedQueue, never>> {
    const pausedAt = await queueControl.pause(db, queue);
    log.info('queue.paused', { by, queue });
    return ok({ queue, pausedAt });
  },
});

export interface QueueResumerDeps {
  readonly db: Database;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly log: Log;
  /** In milliseconds since 1970. */
  readonly deadline: number;
}

/** Kept back of the time for the answer. */
const RESERVE_MILLISECONDS = 2_000;

/** Letting a queue go on. */
export const createQueueResumer = ({ db, dispatcher, clock, log, deadline }: QueueResumerDeps) => ({
  /**
   * Ends a pause, and has messages sent for all that came to wait. For a queue that is not paused it does the latter alone, so it
   * may be repeated when it was cut off.
   *
   * @param by who wants it, for the log
   * @param report told after each chunk how many were woken
   */
  async resume(
    by: string,
    queue: QueueName,
    report: (woken: number) => void = () => undefined,
  ): Promise<Result<ResumedQueue, never>> {
    const wasPaused = await queueControl.resume(db, queue);
    const left = deadline - RESERVE_MILLISECONDS - clock.now().getTime();
    const signal = AbortSignal.timeout(Math.max(0, left));
    let woken = 0;
    for await (const chunk of wake(db, queue, signal)) {
      woken += chunk;
      report(woken);
    }
    await dispatcher.dispatch(signal);
    log.info('queue.resumed', { by, queue, wasPaused, woken });
    return ok({ queue, wasPaused, woken, complete: !signal.aborted });
  },
});

/** Has the dispatcher send all that came to wait, and tells after each chunk how many those were. */
const wake = async function* (db: Database, queue: QueueName, signal: AbortSignal): AsyncGenerator<number> {
  let position: Awaited<ReturnType<typeof queueControl.wakeDue>>;
  while (!signal.aborted) {
    position = await queueControl.wakeDue(db, queue, position);
    if (position === undefined) break;
    yield position.woken;
  }
  while (!signal.aborted) {
    const woken = await queueControl.wakePutOff(db);
    if (woken === 0) break;
    yield woken;
  }
};
