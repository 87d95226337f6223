import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createOpsFeed } from '../ops/ops.feed.ts';
import type { Database } from '../platform/db/database.ts';
import type { Performer } from '../platform/jobs/performer.ts';
import { createJobMetrics } from '../platform/jobs/job-metrics.ts';
import { readWakeUp, type WakeUpSender } from '../platform/jobs/wake-up.ts';
import { createWorker } from '../platform/jobs/worker.ts';
import { createLeanTransport } from '../platform/realtime/lean-transport.ts';
import type { Container } from './container.ts';
import { observe, traced, type InvocationContext } from './invocation.ts';

/** Added to the function's own time: a lease must outlive every honest attempt, also with a slow last statement. */
const LEASE_MARGIN_SECONDS = 30;

const metrics = createJobMetrics();
const ops = createOpsFeed();

interface QueueDeps {
  readonly db: Database;
  readonly wakeUps: WakeUpSender;
}

/**
 * A Lambda handler for one queue: works on the jobs that a batch of messages names. A message that was handled is deleted,
 * however its job ended: the row knows what comes next. Only messages that nothing here understands are handed back, for the
 * dead-letter queue; and all of them when the database cannot be reached.
 */
export const queueHandler = <Dependencies extends QueueDeps>(
  container: Container<Dependencies>,
  performers: readonly Performer<Dependencies>[],
) =>
  middy<SQSEvent, SQSBatchResponse, Error, InvocationContext>()
    .use(
      observe<SQSEvent, SQSBatchResponse>(
        ({ Records }) => ({ messages: Records.length }),
        undefined,
        'consumer',
      ),
    )
    .handler(
      traced<SQSEvent, SQSBatchResponse>(async ({ Records }, context) => {
        const dependencies = container.scope(context.invocation);
        const { db, wakeUps } = dependencies;
        const { log, clock } = context.invocation;
        const leaseSeconds = Math.ceil(context.getRemainingTimeInMillis() / 1000) + LEASE_MARGIN_SECONDS;
        const worker = createWorker(
          { db, wakeUps, log },
          {
            performers,
            dependencies,
            leaseSeconds,
            deadline: context.invocation.deadline,
            observe: async events => {
              metrics.ofEvents(events);
              await ops.tell(events, {
                db,
                log,
                transport: createLeanTransport({ log, clock }),
                now: clock.now().getTime(),
              });
            },
          },
        );

        const named = Records.map(({ messageId, body }) => ({ messageId, jobId: readWakeUp(body) }));
        const ids = new Set(named.flatMap(({ jobId }) => jobId ?? []));
        const unknown = ids.size === 0 ? [] : await worker.work([...ids]);
        const foreign = named.filter(({ jobId }) => jobId === undefined || unknown.includes(jobId));
        for (const { messageId, jobId } of foreign) log.error('message.not_understood', { messageId, jobId });
        return { batchItemFailures: foreign.map(({ messageId }) => ({ itemIdentifier: messageId })) };
      }),
    );
