import * as z from 'zod';
import { arnOf } from './cloudformation.ts';
import { type Service, timeoutOf } from './service.ts';
import type { QueueDefinition } from './sqs-queues.ts';
import { StartError } from './start-error.ts';

/** Lambda's own limits. */
const LARGEST_BATCH = 10_000;
const LARGEST_BATCH_WITHOUT_WINDOW = 10;
const LONGEST_WINDOW_SECONDS = 300;
/** Lambda scales further; a laptop that runs everything in one process gains nothing from it. */
const USUAL_CONCURRENCY = 5;

const sqsEvent = z.looseObject({
  arn: z.unknown(),
  batchSize: z.int().min(1).max(LARGEST_BATCH).default(10),
  maximumBatchingWindow: z.int().min(0).max(LONGEST_WINDOW_SECONDS).default(0),
  functionResponseType: z.literal('ReportBatchItemFailures').optional(),
  // 1 is refused by AWS too.
  maximumConcurrency: z.int().min(2).max(1000).optional(),
  enabled: z.boolean().default(true),
});

/** One `sqs` event of a function: which queue feeds it, and how. */
export interface EventSource {
  readonly functionName: string;
  readonly timeoutSeconds: number;
  /** The logical id of the queue. */
  readonly queue: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly reportsItemFailures: boolean;
  readonly maximumConcurrency: number;
}

/**
 * The `sqs` events of all functions that are enabled.
 *
 * @throws StartError for what AWS would refuse at deployment: a batch over 10 without a window, a queue whose messages
 *   become visible again before the function's time-out
 */
export const eventSources = (service: Service, queues: readonly QueueDefinition[]): readonly EventSource[] =>
  Object.entries(service.functions).flatMap(([key, { name, events }]) =>
    events.flatMap(({ sqs }) => {
      if (sqs === undefined) return [];
      const source = eventSource(key, sqs, queues, timeoutOf(service, key));
      return source === undefined ? [] : [{ ...source, functionName: name }];
    }),
  );

const eventSource = (
  functionKey: string,
  event: unknown,
  queues: readonly QueueDefinition[],
  timeoutSeconds: number,
): Omit<EventSource, 'functionName'> | undefined => {
  const given = z.object({ arn: z.unknown() }).safeParse(event).success ? event : { arn: event };
  const parsed = sqsEvent.safeParse(given);
  if (!parsed.success)
    throw new StartError(`The sqs event of ${functionKey}: ${z.prettifyError(parsed.error)}`);
  const { arn, batchSize, maximumBatchingWindow: windowSeconds, maximumConcurrency, enabled } = parsed.data;
  const queue = queues.find(({ logicalId }) => logicalId === arnOf(arn));
  if (queue === undefined) {
    throw new StartError(
      `The sqs event of ${functionKey} must name a queue of this service by Fn::GetAtt [Queue, Arn].`,
    );
  }
  if (batchSize > LARGEST_BATCH_WITHOUT_WINDOW && windowSeconds === 0) {
    throw new StartError(
      `The sqs event of ${functionKey}: a batchSize over 10 needs a maximumBatchingWindow.`,
    );
  }
  if (queue.visibilityTimeoutSeconds < timeoutSeconds) {
    throw new StartError(
      `${queue.logicalId} shows a message again after ${queue.visibilityTimeoutSeconds} s, but ${functionKey} may run for ` +
        `${timeoutSeconds} s: raise the queue's VisibilityTimeout.`,
    );
  }
  if (!enabled) return undefined;
  return {
    timeoutSeconds,
    queue: queue.logicalId,
    batchSize,
    windowSeconds,
    reportsItemFailures: parsed.data.functionResponseType !== undefined,
    maximumConcurrency: maximumConcurrency ?? USUAL_CONCURRENCY,
  };
};
