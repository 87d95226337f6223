import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { createContainer } from '../../lib/app/container.ts';
import type { InvocationContext } from '../../lib/app/invocation.ts';
import { databaseModule, queueModule } from '../../lib/app/platform.modules.ts';
import { queueHandler } from '../../lib/app/queue-handler.ts';
import { sharedDatabase } from '../../lib/platform/db/shared-database.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';
import { createEnqueue, createEnqueueJobs } from '../../lib/platform/jobs/enqueue.ts';
import { completed } from '../../lib/platform/jobs/outcome.ts';
import { perform as performing } from '../../lib/platform/jobs/performer.ts';
import { queueUrl } from '../../lib/platform/jobs/sqs-client.ts';
import { createSqsSender } from '../../lib/platform/jobs/sqs-sender.ts';
import { createLog } from '../../lib/platform/log/log.ts';
import { EventSourceMapping } from '../../local/event-source-mapping.ts';
import { createReport } from '../../local/report.ts';
import { clearJobs, countLeft, inTransaction, insertEffect, job, jobsOf } from './strata-jobs.ts';
import { BATCH, type JobSystem } from './system.ts';

/** As functions/queues/functions.yml says of the queue. */
const TIMEOUT_SECONDS = 50;
const INVOCATIONS = 10;

const contextOf = (): InvocationContext => {
  const endsAt = Date.now() + TIMEOUT_SECONDS * 1000;
  const given: Partial<Context> = {
    functionName: 'queueHighPriority',
    awsRequestId: uuidv7(),
    getRemainingTimeInMillis: () => endsAt - Date.now(),
  };
  return given as InvocationContext;
};

/** The whole engine: rows and messages, the mapping that Lambda has between a queue and its function, and the function. */
export const open = (): Promise<JobSystem> => {
  const log = createLog('warn');
  const db = sharedDatabase(log);
  const wakeUps = createSqsSender({ log });
  const [enqueue, enqueueJobs] = [createEnqueue({ wakeUps }), createEnqueueJobs({ wakeUps })];
  const region = process.env['AWS_REGION'] ?? '';
  const sqs = new SQSClient({ region, endpoint: process.env['SQS_ENDPOINT'] ?? '' });

  const work = (perform: (number: number) => void): Promise<() => Promise<void>> => {
    const performer = performing(job, () => ({ number }) => {
      perform(number);
      return Promise.resolve(completed());
    });
    const handler = queueHandler(createContainer(databaseModule, queueModule), [performer]);
    const mapping = new EventSourceMapping({
      source: {
        functionName: 'queueHighPriority',
        timeoutSeconds: TIMEOUT_SECONDS,
        queue: 'HighPriorityQueue',
        batchSize: BATCH,
        windowSeconds: 0,
        reportsItemFailures: true,
        maximumConcurrency: INVOCATIONS,
      },
      queueUrl: queueUrl(job.queue),
      queueArn: `arn:aws:sqs:${region}:000000000000:${job.queue}`,
      region,
      sqs,
      invoke: async event => ({
        ok: true,
        result: await handler({ Records: [...event.Records] }, contextOf()),
      }),
      report: createReport(),
    });
    return Promise.resolve(() => mapping.stop());
  };
  return Promise.resolve({
    addAll: numbers => inTransaction(db, tx => enqueueJobs(tx, jobsOf(numbers))),
    add: number => inTransaction(db, tx => enqueue(tx, job, { number })),
    cause: number =>
      inTransaction(db, async tx => {
        await insertEffect(tx, number);
        await enqueue(tx, job, { number });
      }),
    work,
    left: () => countLeft(db),
    clear: () => clearJobs(db),
  });
};
