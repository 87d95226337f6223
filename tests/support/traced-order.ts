import { beforeAll } from '@jest/globals';
import * as z from 'zod';
import type { QueueName } from '../../lib/platform/jobs/job.ts';
import { callSqs, queueUrl } from '../../lib/platform/jobs/sqs-client.ts';
import { sandboxTokens } from '../../lib/payments/payments.sandbox.ts';
import { createConnection, createProduct, createUser } from './builders.ts';
import { useConnectionsApi } from './connections-api.ts';
import { setEnvironment } from './environment.ts';
import { handlerAt } from './handlers.ts';
import { useHttp } from './http.ts';
import { capturePrinted } from './printed.ts';
import type { OpenTestDatabase } from './use-database.ts';
import { useQueues } from './use-queues.ts';

/** One request and all that follows from it, by the functions that are deployed. */

const rowOfTrace = z.object({ id: z.string(), name: z.string(), traceparent: z.string().nullable() });
const received = z.object({
  Messages: z
    .array(
      z.object({
        Body: z.string(),
        MessageAttributes: z.record(z.string(), z.object({ StringValue: z.string() })).default({}),
      }),
    )
    .default([]),
});

/**
 * Call it at the top of a test file, after useDatabase: an order is placed, validated, paid and shipped, and its customer is
 * told over their connection.
 */
export const useTracedOrder = (database: OpenTestDatabase) => {
  const queues = useQueues();
  const connections = useConnectionsApi();
  const http = useHttp(database);
  const printed = capturePrinted();
  beforeAll(() => {
    setEnvironment({ LOG_LEVEL: 'debug', MAIL_FROM: '', SMTP_URL: 'smtp://127.0.0.1:1' });
  });

  /** The messages of a queue as a worker gets them; they stay there. */
  const messages = async (queue: QueueName) => {
    const input = { QueueUrl: queueUrl(queue), MessageAttributeNames: ['All'], VisibilityTimeout: 0 };
    return (await callSqs('ReceiveMessage', { ...input, MaxNumberOfMessages: 10 }, received)).Messages;
  };

  const place = async (headers: Readonly<Record<string, string>> = {}) => {
    queues.empty();
    const customer = await createUser(database.db);
    const connection = await createConnection(database.db, customer);
    const productId = await createProduct(database.db);
    const body = { items: [{ productId, quantity: 1 }], paymentToken: sandboxTokens.success };
    const answer = await http.call(await handlerAt('POST /orders'), { as: customer, body, headers });
    return { answer, connection };
  };

  /** Lets the workers work until no message is left but those of mails. */
  const work = async (): Promise<void> => {
    const { handler: high } = await import('../../functions/queues/high-priority.ts');
    const { handler: low } = await import('../../functions/queues/low-priority.ts');
    const workers = { 'high-priority': high, 'low-priority': low } as const;
    const waiting = () =>
      (['high-priority', 'low-priority'] as const).find(queue => queues.bodies(queue).length > 0);
    for (let queue = waiting(); queue !== undefined; queue = waiting())
      await queues.deliver(queue, workers[queue]);
  };

  const rows = async () =>
    (
      await database.rows(
        'select id, name, traceparent from jobs join job_payloads on job_id = id order by id',
      )
    ).map(row => rowOfTrace.parse(row));

  return { place, work, rows, messages, printed, connections };
};
