import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { EventSource } from './event-source-config.ts';
import type { InvocationOutcome } from './invoke.ts';
import type { Report } from './report.ts';
import { finishedMessages, type ReceivedMessage, splitByPayload, toRecord } from './sqs-event.ts';
import { messageOf } from './start-error.ts';

/** Limits of the SQS API. */
const LARGEST_RECEIVE = 10;
const LARGEST_DELETE = 10;
const LONG_POLL_SECONDS = 20;

const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 5_000;

export interface MappingOptions {
  readonly source: EventSource;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly region: string;
  readonly sqs: SQSClient;
  readonly invoke: (event: { readonly Records: readonly SQSRecord[] }) => Promise<InvocationOutcome>;
  readonly report: Report;
}

/**
 * Feeds a function from a queue as Lambda's event source mapping does: long polls, gathers a batch, invokes, deletes what
 * is finished. What is not deleted comes back after the queue's visibility timeout, and goes to the dead-letter queue by
 * its redrive policy.
 *
 * One receive is open at a time, so an idle queue costs one request in 20 s; a batch in hand is invoked while the next
 * is received, up to maximumConcurrency at once. No order is kept: FIFO queues are not supported.
 */
export class EventSourceMapping {
  readonly #options: MappingOptions;
  readonly #stopping = new AbortController();
  readonly #invocations = new Set<Promise<void>>();
  readonly #receiving: Promise<void>;

  constructor(options: MappingOptions) {
    this.#options = options;
    this.#receiving = this.#receiveUntilStopped();
  }

  /** How many invocations run now. */
  get running(): number {
    return this.#invocations.size;
  }

  /** Receives no more, and waits for the invocations that run: each has its function's time-out. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#receiving;
    await Promise.all(this.#invocations);
  }

  async #receiveUntilStopped(): Promise<void> {
    const { report, source } = this.#options;
    let pause = 0;
    while (!this.#isStopping()) {
      try {
        const batch = await this.#gather();
        if (pause > 0) report.line(`${source.queue} can be received from again.`);
        pause = 0;
        if (batch.length === 0) continue;
        this.#begin(batch);
        while (this.#invocations.size >= source.maximumConcurrency) await Promise.race(this.#invocations);
      } catch (error) {
        if (this.#isStopping()) return;
        if (pause === 0)
          report.warn(`${source.queue} cannot be received from: ${messageOf(error)}. Trying again.`);
        pause = Math.min(pause * 2 || FIRST_PAUSE_MILLISECONDS, LONGEST_PAUSE_MILLISECONDS);
        await sleep(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Receives until the batch is full or its window, which opens with the first message, has passed. */
  async #gather(): Promise<readonly ReceivedMessage[]> {
    const { batchSize, windowSeconds } = this.#options.source;
    const batch = [...(await this.#receive(batchSize, LONG_POLL_SECONDS))];
    if (batch.length === 0 || windowSeconds === 0) return batch;
    const closes = Date.now() + windowSeconds * 1000;
    while (batch.length < batchSize && Date.now() < closes && !this.#isStopping()) {
      try {
        batch.push(...(await this.#receiveBefore(closes, batchSize - batch.length)));
      } catch {
        // What is in hand is delivered; the next batch meets the same trouble, and reports it.
        break;
      }
    }
    return batch;
  }

  /** SQS waits whole seconds; the last part of one is slept through, and ends with a look at what has come. */
  async #receiveBefore(closes: number, count: number): Promise<readonly ReceivedMessage[]> {
    const left = closes - Date.now();
    if (left < 1000) await sleep(left, undefined, { signal: this.#stopping.signal });
    return this.#receive(count, left < 1000 ? 0 : Math.min(Math.floor(left / 1000), LONG_POLL_SECONDS));
  }

  async #receive(count: number, waitSeconds: number): Promise<readonly ReceivedMessage[]> {
    const { sqs, queueUrl } = this.#options;
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(count, LARGEST_RECEIVE),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    const { Messages = [] } = await sqs.send(command, { abortSignal: this.#stopping.signal });
    return Messages.filter(isComplete);
  }

  #begin(batch: readonly ReceivedMessage[]): void {
    const invocation = this.#deliver(batch).finally(() => this.#invocations.delete(invocation));
    this.#invocations.add(invocation);
  }

  async #deliver(batch: readonly ReceivedMessage[]): Promise<void> {
    const { queueArn, region, report, source, invoke } = this.#options;
    const records = batch.map(message => toRecord(message, queueArn, region));
    for (const part of splitByPayload(records)) {
      const ids = part.map(({ messageId }) => messageId);
      const outcome = await invoke({ Records: part });
      const finished = finishedMessages(ids, outcome, source.reportsItemFailures);
      if (finished.size < ids.length) {
        const why = outcome.ok ? 'they were reported as failed' : outcome.reason;
        report.warn(
          `${ids.length - finished.size} of ${ids.length} messages stay in ${source.queue}: ${why}.`,
        );
      }
      await this.#delete(part.filter(({ messageId }) => finished.has(messageId)));
    }
  }

  async #delete(records: readonly SQSRecord[]): Promise<void> {
    const { sqs, queueUrl, report, source } = this.#options;
    for (let start = 0; start < records.length; start += LARGEST_DELETE) {
      const Entries = records
        .slice(start, start + LARGEST_DELETE)
        .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
      try {
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      } catch (error) {
        // At-least-once: they come again.
        report.warn(
          `${Entries.length} messages could not be deleted from ${source.queue}: ${messageOf(error)}.`,
        );
      }
    }
  }
}

const isComplete = (message: Message): message is ReceivedMessage =>
  message.MessageId !== undefined && message.ReceiptHandle !== undefined;
