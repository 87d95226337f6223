import { ok, type Result } from 'neverthrow';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import type { Page } from '../platform/http/page.ts';
import type { DeadLetter, DeadLetterQueues } from '../platform/jobs/dead-letters.ts';
import type { QueueName } from '../platform/jobs/job.ts';
import type { WakeUpSender } from '../platform/jobs/wake-up.ts';
import type { Log } from '../platform/log/log.ts';
import type { QueueRepository } from './queues.repository.ts';
import type { DeadLetterView, Redriven, RedriveRequest } from './queues.schema.ts';

export interface DeadLetterReaderDeps {
  readonly db: Database;
  readonly queues: QueueRepository;
  readonly deadLetters: DeadLetterQueues;
}

/** While somebody looks at messages they are hidden from others; they are given back right after, or after this long. */
const LOOK_SECONDS = 30;
/** Longer than a redrive may run: each message is met once. */
const REDRIVE_SECONDS = 300;
/** What is shown of a body that may be anything. */
const SHOWN_CHARACTERS = 1_000;
/** Kept back of the time for the last batch and the answer. */
const RESERVE_MILLISECONDS = 4_000;

/** Looking at dead letters, which stay where they are. */
export const createDeadLetterReader = ({ db, queues, deadLetters }: DeadLetterReaderDeps) => ({
  async list(queue: QueueName, limit: number): Promise<Result<Page<DeadLetterView>, never>> {
    const letters: DeadLetter[] = [];
    while (letters.length < limit) {
      const received = await deadLetters.receive(queue, LOOK_SECONDS);
      if (received.length === 0) break;
      letters.push(...received);
    }
    await deadLetters.release(queue, letters);
    const named = await queues.states(
      db,
      letters.flatMap(({ jobId }) => jobId ?? []),
    );
    const items = letters.slice(0, limit).map(({ messageId, sentAt, jobId, body }) => ({
      messageId,
      sentAt: new Date(sentAt).toISOString(),
      job: named.find(({ id }) => id === jobId) ?? null,
      body: body.slice(0, SHOWN_CHARACTERS),
    }));
    return ok({ items, nextCursor: null });
  },
});

export interface RedriverDeps extends DeadLetterReaderDeps {
  readonly wakeUps: WakeUpSender;
  readonly clock: Clock;
  readonly log: Log;
  /** In milliseconds since 1970. */
  readonly deadline: number;
}

/** Clearing dead-letter queues. The rows know what is to be done, so no message is moved: its job is woken instead. */
export const createRedriver = (deps: RedriverDeps) => {
  const { deadLetters, clock, log, deadline } = deps;
  return {
    /**
     * Goes through the dead letters of a queue once. Safe to repeat: a job that gets a wake-up too many is not performed twice.
     *
     * @param by who wants it, for the log
     * @param report told after each batch how far it has come
     */
    async redrive(
      by: string,
      queue: QueueName,
      request: RedriveRequest,
      report: (counts: Redriven) => void = () => undefined,
    ): Promise<Result<Redriven, never>> {
      let counts: Redriven = { woken: 0, obsolete: 0, foreign: 0, complete: false };
      const kept: DeadLetter[] = [];
      while (clock.now().getTime() + RESERVE_MILLISECONDS < deadline) {
        const letters = await deadLetters.receive(queue, REDRIVE_SECONDS);
        if (letters.length === 0) {
          counts = { ...counts, complete: true };
          break;
        }
        const handled = await handle(deps, queue, letters, request);
        kept.push(...handled.kept);
        counts = sum(counts, handled.counts);
        report(counts);
      }
      await deadLetters.release(queue, kept);
      log.info('queue.redriven', { by, queue, ...counts });
      return ok(counts);
    },
  };
};

type Handled = Omit<Redriven, 'complete'>;

/** What becomes of one batch: jobs are woken first, then their messages removed. */
const handle = async (
  { db, queues, deadLetters, wakeUps }: RedriverDeps,
  queue: QueueName,
  letters: readonly DeadLetter[],
  { messageIds, foreign }: RedriveRequest,
): Promise<{ readonly counts: Handled; readonly kept: readonly DeadLetter[] }> => {
  const wanted = letters.filter(({ messageId }) => messageIds?.includes(messageId) ?? true);
  const ours = wanted.filter(({ jobId }) => jobId !== undefined);
  const others = wanted.filter(({ jobId }) => jobId === undefined);
  const messages = await queues.wakeUps(
    db,
    ours.flatMap(({ jobId }) => jobId ?? []),
  );
  await wakeUps.send(messages);
  const removed = foreign === 'discard' ? wanted : ours;
  await deadLetters.remove(queue, removed);
  const woken = ours.filter(({ jobId }) => messages.some(message => message.jobId === jobId)).length;
  return {
    counts: { woken, obsolete: ours.length - woken, foreign: others.length },
    kept: letters.filter(letter => !removed.includes(letter)),
  };
};

const sum = (counts: Redriven, { woken, obsolete, foreign }: Handled): Redriven => ({
  ...counts,
  woken: counts.woken + woken,
  obsolete: counts.obsolete + obsolete,
  foreign: counts.foreign + foreign,
});
