import { startFauxqs } from 'fauxqs';

/** An SQS server that belongs to one test file. */
export interface TestSqs<Name extends string> {
  /** For `SQS_ENDPOINT`: requests go here, whatever host a queue URL names. */
  readonly endpoint: string;
  readonly queueUrls: Readonly<Record<Name, string>>;
  /** The bodies waiting in a queue, oldest first, delayed and in-flight ones too. It takes nothing from the queue. */
  bodies(queue: Name): readonly string[];
  /** Until when each message is held back that a queue holds back, in milliseconds since 1970. */
  delays(queue: Name): readonly number[];
  /** Empties every queue: for `beforeEach`. */
  empty(): void;
  stop(): Promise<void>;
}

/** Starts a real SQS server in this process, on a free port, with these queues (some 20 ms). */
export const startTestSqs = async <const Name extends string>(
  queues: readonly Name[],
): Promise<TestSqs<Name>> => {
  const server = await startFauxqs({ port: 0, logger: false });
  const urls = queues.map(name => [name, server.createQueue(name).queueUrl] as const);
  return {
    endpoint: server.address,
    queueUrls: Object.fromEntries(urls) as Record<Name, string>,
    bodies: queue => {
      const { ready, delayed, inflight } = server.inspectQueue(queue)?.messages ?? noMessages;
      return [...ready, ...delayed, ...inflight.map(({ message }) => message)]
        .sort((one, other) => one.sentTimestamp - other.sentTimestamp)
        .map(({ body }) => body);
    },
    delays: queue =>
      server.inspectQueue(queue)?.messages.delayed.flatMap(({ delayUntil }) => delayUntil ?? []) ?? [],
    empty: () => {
      server.reset();
    },
    stop: () => server.stop(),
  };
};

const noMessages = { ready: [], delayed: [], inflight: [] };
