import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { callAws, isPassing, type Answer } from '../aws/call.ts';
import { credentials } from '../aws/credentials.ts';
import { createSigner } from '../aws/signer.ts';
import { config } from '../config/config.ts';
import * as sections from '../config/sections.ts';
import type { QueueName } from './job.ts';

const TRIES = 3;
const RETRY_MILLISECONDS = 100;

/** SQS refused a call; `code` is its own word for why, such as `QueueDoesNotExist`. */
class SqsError extends Error {
  override readonly name = 'SqsError';
  readonly code: string;

  constructor(operation: string, code: string, message: string) {
    super(`${operation}: ${message}`);
    this.code = code;
  }
}

/**
 * Calls SQS by its JSON protocol, without the SDK: see docs/decisions/0021-aws-sdk-for-rare-calls.md. What may pass is tried three times.
 *
 * @param operation as the API names it, such as `SendMessageBatch`
 * @param output what is read of the answer
 * @throws SqsError when SQS refuses, or the error of the connection
 */
export const callSqs = async <Output extends z.ZodType>(
  operation: string,
  input: { readonly QueueUrl: string } & Readonly<Record<string, unknown>>,
  output: Output,
  signal?: AbortSignal,
): Promise<z.output<Output>> => {
  const body = JSON.stringify(input);
  const url = new URL(config(sections.queues).SQS_ENDPOINT ?? new URL(input.QueueUrl).origin);
  const { AWS_REGION: region } = config(sections.aws);
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AmazonSQS.${operation}`,
  };
  for (let attempt = 1; ; attempt += 1) {
    const now = new Date();
    const call = { service: 'sqs', host: url.host, region, method: 'POST', headers, body, now } as const;
    const answered = callAws(url, 'POST', body, createSigner(credentials(), call).sign([]), signal);
    const answer = await answered.catch((error: unknown) => {
      if (attempt === TRIES || signal?.aborted === true) throw error;
      return undefined;
    });
    if (answer?.status === 200) return output.parse(JSON.parse(answer.body));
    if (answer !== undefined && (attempt === TRIES || !isPassing(answer.status)))
      throw refusal(operation, answer);
    await sleep(RETRY_MILLISECONDS * 2 ** attempt * Math.random());
  }
};

const problem = z.object({ __type: z.string(), message: z.string().optional() });

const refusal = (operation: string, { status, body }: Answer): SqsError => {
  const read = problem.safeParse(parsed(body)).data;
  const code = read?.__type.split('#').at(-1) ?? `status ${status}`;
  return new SqsError(operation, code, read?.message ?? code);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const queueUrl = (queue: QueueName): string => {
  const urls = config(sections.queues);
  const byName: Record<QueueName, string> = {
    'high-priority': urls.QUEUE_URL_HIGH_PRIORITY,
    'low-priority': urls.QUEUE_URL_LOW_PRIORITY,
    email: urls.QUEUE_URL_EMAIL,
    reports: urls.QUEUE_URL_REPORTS,
    broadcast: urls.QUEUE_URL_BROADCAST,
  };
  return byName[queue];
};
