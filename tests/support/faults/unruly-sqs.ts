import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import type { randomOf } from '../random.ts';

const entry = z.looseObject({ Id: z.string(), MessageBody: z.string(), DelaySeconds: z.number() });
const sendBatch = z.looseObject({ Entries: z.array(entry) });

interface Counts {
  lost: number;
  doubled: number;
}

/** A way to SQS on which messages are lost after they were accepted, come twice, and come in any order. */
export interface UnrulySqs {
  readonly endpoint: string;
  readonly counts: Readonly<Counts>;
  stop(): Promise<void>;
}

/** Stands before an SQS server. @param random decides; of ten messages one is lost, and every other one is doubled */
export const startUnrulySqs = async (
  target: string,
  random: ReturnType<typeof randomOf>,
): Promise<UnrulySqs> => {
  const counts: Counts = { lost: 0, doubled: 0 };
  const chance = (probability: number) => random.next() < probability;

  /** Sends what is left of a batch, shuffled, each message held back for up to a second; says that all were taken. */
  const send = async (incoming: IncomingMessage, body: string, response: ServerResponse) => {
    const { Entries, ...rest } = sendBatch.parse(JSON.parse(body));
    const kept = Entries.filter(() => !chance(0.1));
    const twins = kept.filter(() => chance(0.5));
    counts.lost += Entries.length - kept.length;
    counts.doubled += twins.length;
    for (const group of [kept, twins]) {
      const shuffled = random
        .shuffled(group)
        .map(message => ({ ...message, DelaySeconds: message.DelaySeconds + random.below(2) }));
      if (shuffled.length > 0) await pass(target, incoming, JSON.stringify({ ...rest, Entries: shuffled }));
    }
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify({ Successful: Entries.map(takenAs), Failed: [] }));
  };

  const server = createServer((incoming, response) => {
    const answer = async () => {
      const body = await text(incoming);
      if (String(incoming.headers['x-amz-target']).endsWith('SendMessageBatch'))
        return send(incoming, body, response);
      const abort = new AbortController();
      // A long poll that is given up here is given up there.
      response.once('close', () => {
        abort.abort();
      });
      const { statusCode, headers, content } = await pass(target, incoming, body, abort.signal);
      response.writeHead(statusCode, { 'content-type': headers['content-type'] ?? '' });
      response.end(content);
    };
    answer().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const takenAs = ({ Id, MessageBody }: z.infer<typeof entry>) => ({
  Id,
  MessageId: Id,
  MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
});

const pass = async (
  target: string,
  { method, headers }: IncomingMessage,
  body: string,
  signal?: AbortSignal,
) => {
  const { host: _host, 'content-length': _length, ...kept } = headers;
  const outgoing = forward(target, { method, headers: kept, agent: false, ...(signal && { signal }) });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { statusCode: incoming.statusCode ?? 500, headers: incoming.headers, content: await text(incoming) };
};
