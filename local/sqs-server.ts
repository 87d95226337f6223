import type { AddressInfo } from 'node:net';
import { buildApp } from 'fauxqs';
import * as z from 'zod';
import { messageOf, StartError } from './start-error.ts';

export interface SqsServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const received = z.looseObject({ Messages: z.array(z.looseObject({ ReceiptHandle: z.string() })) });
const receiveRequest = z.looseObject({ QueueUrl: z.string() });

/**
 * Starts an SQS server in this process, on 127.0.0.1 alone (fauxqs' own start function listens to the whole network). It
 * keeps its messages in memory: they are gone when it stops.
 *
 * A long poll that its client gave up puts back what it then received; the server alone would hide it from everyone for
 * the visibility timeout.
 */
export const startSqsServer = async ({
  port,
  region,
}: {
  port: number;
  region: string;
}): Promise<SqsServer> => {
  const app = buildApp({ logger: false, defaultRegion: region });

  app.addHook('preSerialization', async (request, _reply, payload) => {
    const messages = request.raw.socket.destroyed ? received.safeParse(payload).data?.Messages : undefined;
    for (const { ReceiptHandle } of messages ?? []) {
      const { QueueUrl } = receiveRequest.parse(request.body);
      await app.inject({
        method: 'POST',
        url: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'AmazonSQS.ChangeMessageVisibility',
        },
        payload: JSON.stringify({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
      });
    }
    return payload;
  });

  try {
    await app.listen({ port, host: '127.0.0.1' });
  } catch (error) {
    throw new StartError(`SQS cannot listen on port ${port}: ${messageOf(error)}`, { cause: error });
  }
  const { port: actual } = app.server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${actual}`, stop: () => app.close() };
};
