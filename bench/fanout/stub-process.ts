import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { answerMessages } from '../frame/answer.ts';

/** Stands for API Gateway's @connections endpoint, in a process of its own: `stub-process.ts <milliseconds>` until it answers. */

const asked = z.object({ posts: z.literal(true) });

const latency = Number(process.argv[2]);
let told: string[] = [];
let bytes = 0;

const server = createServer((request, response) => {
  request.on('data', (part: Buffer) => (bytes += part.length));
  request.on('end', () => {
    told.push(request.url?.split('/').at(-1) ?? '');
    if (latency === 0) response.end();
    else setTimeout(() => response.end(), latency);
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

/** What was posted since it was last asked. */
answerMessages((server.address() as AddressInfo).port, message => {
  asked.parse(message);
  const answer = { posts: told.length, connections: new Set(told).size, bytes };
  told = [];
  bytes = 0;
  return Promise.resolve(answer);
});
