import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { setEnvironment } from './environment.ts';
import type { Post } from './fakes.ts';

/**
 * Stands for API Gateway's @connections endpoint: call it at the top of a test file whose functions tell clients something.
 *
 * @returns what was posted since the test began; every connection is taken to be open
 */
export const useConnectionsApi = (): {
  readonly posts: readonly Post[];
  /** The connections that were closed. */
  readonly closed: readonly string[];
  to(connectionId: string): readonly Post[];
} => {
  const posts: Post[] = [];
  const closed: string[] = [];
  const keep = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const connectionId = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    if (request.method === 'DELETE') closed.push(connectionId);
    else posts.push({ connectionId, ...(JSON.parse(await text(request)) as Omit<Post, 'connectionId'>) });
    response.end();
  };
  const server = createServer((request, response) => {
    keep(request, response).catch(() => response.writeHead(400).end());
  });
  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    setEnvironment({
      REALTIME_ENDPOINT: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
  });
  beforeEach(() => {
    posts.length = 0;
    closed.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { posts, closed, to: connectionId => posts.filter(post => post.connectionId === connectionId) };
};
