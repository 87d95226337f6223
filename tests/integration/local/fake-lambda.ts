import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { SQSEvent } from 'aws-lambda';

/** How the function behind the fake port ends: what it returns, or the error it throws. */
export type Behaviour = (event: SQSEvent, invocation: number) => Promise<unknown>;

export interface FakeLambda {
  readonly url: string;
  /** The bodies of each invocation, in the order in which they began. */
  readonly batches: readonly (readonly string[])[];
  readonly events: readonly SQSEvent[];
  /** The most invocations that ever ran at once. */
  readonly mostAtOnce: () => number;
  behave(behaviour: Behaviour): void;
  stop(): Promise<void>;
}

/** The Lambda port of serverless-offline, as far as an event source mapping sees it. */
export const startFakeLambda = async (): Promise<FakeLambda> => {
  const events: SQSEvent[] = [];
  let behaviour: Behaviour = () => Promise.resolve();
  let running = 0;
  let most = 0;

  const invoke = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const event = (await json(request)) as SQSEvent;
    events.push(event);
    running += 1;
    most = Math.max(most, running);
    try {
      const result = await behaviour(event, events.length);
      response.end(result === undefined ? '' : JSON.stringify(result));
    } catch (error) {
      response.setHeader('X-Amz-Function-Error', 'Unhandled');
      response.end(JSON.stringify({ errorMessage: String(error), errorType: 'Error' }));
    } finally {
      running -= 1;
    }
  };

  const server = createServer((request, response) => {
    invoke(request, response).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    events,
    get batches() {
      return events.map(({ Records }) => Records.map(({ body }) => body));
    },
    mostAtOnce: () => most,
    behave: next => {
      behaviour = next;
    },
    stop: () =>
      new Promise(resolve => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};
