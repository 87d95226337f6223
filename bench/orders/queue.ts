import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { queueNames } from '../../lib/platform/jobs/job.ts';
import type { Bench } from '../frame/benchmark.ts';

const sending = z.object({ Entries: z.array(z.object({ Id: z.string() })) });

export interface Queue {
  /** What a function needs to send to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Messages taken since this was last asked. */
  taken(): number;
}

/** Answers as SQS does and keeps nothing: the real one works on machines of its own, and here it would take part of this one. */
export const startQueue = async (bench: Bench): Promise<Queue> => {
  let taken = 0;
  const server = createServer((request, response) => {
    text(request).then(
      body => {
        const { Entries } = sending.parse(JSON.parse(body));
        taken += Entries.length;
        response.end(JSON.stringify({ Successful: Entries.map(({ Id }) => ({ Id })), Failed: [] }));
      },
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  bench.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const urls = queueNames.map(name => [
    `QUEUE_URL_${name.toUpperCase().replaceAll('-', '_')}`,
    `${endpoint}/000000000000/${name}`,
  ]);
  return {
    environment: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      SQS_ENDPOINT: endpoint,
      ...(Object.fromEntries(urls) as Record<string, string>),
    },
    taken: () => {
      const since = taken;
      taken = 0;
      return since;
    },
  };
};
